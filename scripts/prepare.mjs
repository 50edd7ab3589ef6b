// Runs before `npm start`, `npm test` and `npm run keelwatch`, on any Node, with no dependency. It installs the
// packages when they are missing or older than the lock file, checks the runtime, and builds the page when it is stale.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';

function modifiedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newestUnder(path) {
  const stat = existsSync(path) ? statSync(path) : null;
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  let newest = 0;
  for (const name of readdirSync(path)) newest = Math.max(newest, newestUnder(join(path, name)));
  return newest;
}

function run(command, args, message) {
  process.stderr.write(`keelwatch: ${message}\n`);
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: windows });
  if (done.status !== 0) {
    process.stderr.write(`keelwatch: "${command} ${args.join(' ')}" failed with status ${done.status}.\n`);
    process.exit(1);
  }
}

// npm writes this file at the end of every complete install.
const installed = modifiedAt(join(root, 'node_modules', '.package-lock.json'));
if (installed < modifiedAt(join(root, 'package-lock.json'))) {
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'installing packages (about half a minute, once)');
}

const node = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node');
const runtime = existsSync(node) ? node : 'node';
const version = execFileSync(runtime, ['--version'], { encoding: 'utf8', shell: windows }).trim();
if (Number(version.slice(1).split('.')[0]) < 24) {
  process.stderr.write(
    `keelwatch: needs Node 24 or newer, found ${version}. On Linux and Windows it brings its own; on this platform please install Node 24 or newer.\n`,
  );
  process.exit(1);
}

const built = modifiedAt(join(root, 'dist', 'index.html'));
const sources = ['web', 'server/http/wire', 'server/domain', 'vite.config.ts', 'package-lock.json'];
if (built < Math.max(...sources.map((path) => newestUnder(join(root, path))))) {
  run(runtime, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], 'building the page');
}
