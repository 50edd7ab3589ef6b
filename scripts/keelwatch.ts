#!/usr/bin/env node
// The command line. Each command is one file in commands/; results go to standard output, progress and errors to
// standard error, and the exit code means something: 0 done, 1 internal error, 2 bad input, 3 something unavailable.

import { Command } from 'commander';
import { CodedError } from '../server/domain/errors.ts';
import { VERSION } from '../server/version.ts';
import { decodeCommand } from './commands/decode.ts';
import { doctorCommand } from './commands/doctor.ts';
import { listsCommand } from './commands/lists.ts';
import { replayCommand } from './commands/replay.ts';
import { screenCommand } from './commands/screen.ts';
import { serveCommand } from './commands/serve.ts';
import { watchCommand } from './commands/watch.ts';

const EXIT = { invalid: 2, not_found: 2, conflict: 2, unauthorised: 2, unavailable: 3, internal: 1 } as const;

const program = new Command('keelwatch')
  .description('Watches named hulls: AIS in, port calls and sanctioned routes out, alerts on a map.')
  .version(VERSION)
  .showHelpAfterError('(keelwatch --help lists the commands)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.invalid));
const commands = [serveCommand(), replayCommand(), decodeCommand(), listsCommand(), watchCommand(), screenCommand()];
for (const command of [...commands, doctorCommand()]) {
  // Only then does a wrong option of a command end like a wrong command does.
  program.addCommand(command.copyInheritedSettings(program));
}

// A reader that closes the pipe early (`| head`) ends the work; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CodedError) {
    process.stderr.write(`keelwatch: ${error.message}\n`);
    process.exitCode = EXIT[error.code];
  } else {
    process.stderr.write(`keelwatch: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = EXIT.internal;
  }
}
