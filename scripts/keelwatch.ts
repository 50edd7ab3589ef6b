#!/usr/bin/env node
// The command line. Each command is one file in commands/; results go to standard output, progress and errors to
// standard error, and the exit code means something: 0 done, 1 internal error, 2 bad input, 3 something unavailable.

import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { VERSION } from '../server/config.ts';
import { CodedError } from '../server/domain/errors.ts';
import { plainLines } from '../server/domain/plain-text.ts';
import { workFrom } from '../server/seams/origin.ts';

// What is loaded from here on is compiled once and kept: a command then starts in half the time. The workers hear of it
// by the environment. A folder that cannot be written costs nothing but that.
const cache = enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/keelwatch', import.meta.url)));
if (cache.directory !== undefined) process.env.NODE_COMPILE_CACHE ??= cache.directory;

const EXIT = {
  invalid: 2,
  not_found: 2,
  conflict: 2,
  unauthenticated: 2,
  unauthorised: 2,
  too_many: 3,
  unavailable: 3,
  internal: 1,
} as const;

const program = new Command('keelwatch')
  .description('Watches named hulls: AIS in, port calls and sanctioned routes out, alerts on a map.')
  .version(VERSION)
  .showHelpAfterError('(keelwatch --help lists the commands)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.invalid));

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  replay: async () => (await import('./commands/replay.ts')).replayCommand(),
  decode: async () => (await import('./commands/decode.ts')).decodeCommand(),
  lists: async () => (await import('./commands/lists.ts')).listsCommand(),
  watch: async () => (await import('./commands/watch.ts')).watchCommand(),
  sightings: async () => (await import('./commands/sightings.ts')).sightingsCommand(),
  channels: async () => (await import('./commands/channels.ts')).channelsCommand(),
  subscriptions: async () => (await import('./commands/subscriptions.ts')).subscriptionsCommand(),
  deliveries: async () => (await import('./commands/deliveries.ts')).deliveriesCommand(),
  presence: async () => (await import('./commands/whereabouts.ts')).presenceCommand(),
  alibis: async () => (await import('./commands/whereabouts.ts')).alibisCommand(),
  backup: async () => (await import('./commands/backup.ts')).backupCommand(),
  restore: async () => (await import('./commands/backup.ts')).restoreCommand(),
  storage: async () => (await import('./commands/storage.ts')).storageCommand(),
  user: async () => (await import('./commands/user.ts')).userCommand(),
  token: async () => (await import('./commands/token.ts')).tokenCommand(),
  audit: async () => (await import('./commands/audit.ts')).auditCommand(),
  screen: async () => (await import('./commands/screen.ts')).screenCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  verify: async () => (await import('./commands/verify.ts')).verifyCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
};

// Where a command is named it alone is loaded: the libraries of the others take longer than most commands.
const named = process.argv[2] ?? '';
for (const [name, load] of Object.entries(COMMANDS)) {
  if (Object.hasOwn(COMMANDS, named) && name !== named) continue;
  program.addCommand(inherit(await load(), program));
}

/** A wrong option of a command, at any depth, ends like a wrong command does. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const below of command.commands) inherit(below, command);
  return command;
}

// A reader that closes the pipe early (`| head`) ends the work; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await workFrom({ address: null, through: 'command line' }, () => program.parseAsync());
} catch (error) {
  if (error instanceof CodedError) {
    process.stderr.write(`keelwatch: ${plainLines(error.message)}\n`);
    process.exitCode = EXIT[error.code];
  } else {
    process.stderr.write(`keelwatch: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = EXIT.internal;
  }
}
