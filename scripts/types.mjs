// Checks the types of the whole project, then of each room with only what that room may use: the domain and the decoder
// see the bare language, the server no page, the page no Node. Prints what the compiler prints; ends with 1 on an error.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const rooms = ['.', 'server/domain', 'server/ais', 'server', 'web'];
let failed = false;
for (const room of rooms) {
  const done = spawnSync(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', room], {
    cwd: root,
    stdio: 'inherit',
  });
  failed ||= done.status !== 0;
}
process.exitCode = failed ? 1 : 0;
