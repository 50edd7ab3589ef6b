// A backup in a process of its own: copying and checking a large store keeps a thread busy for minutes, and a process can be
// ended at any moment. What is half made has another name and is cleared away by the next one.

import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../../domain/errors.ts';

const COMMAND = fileURLToPath(new URL('../../../scripts/keelwatch.ts', import.meta.url));
/** Whatever it says beyond this is no sentence. */
const MOST_SAID = 2_000;
/** The desk and the live monitor go first. */
const NICE = 10;

export interface BackupProcess {
  make(path: string, withKeys: boolean): Promise<void>;
  /** Ends one that is under way. */
  kill(): void;
}

export function backupProcess(dataFolder: string): BackupProcess {
  let child: ChildProcess | null = null;
  return {
    make(path, withKeys) {
      const flags = withKeys ? [] : ['--without-keys'];
      const running = spawn(process.execPath, [COMMAND, 'backup', path, '--json', ...flags], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, KEELWATCH_DATA: dataFolder },
      });
      child = running;
      try {
        if (running.pid !== undefined) setPriority(running.pid, NICE);
      } catch {
        // It has ended already, or the system has no such thing.
      }
      let said = '';
      running.stderr.on('data', (bytes: Buffer) => {
        if (said.length < MOST_SAID) said += bytes.toString('utf8');
      });
      return new Promise((resolve, reject) => {
        running.once('error', (error) => reject(new CodedError('unavailable', error.message, { cause: error })));
        running.once('close', (code, signal) => {
          child = null;
          if (code === 0) return resolve();
          const why = said
            .replace(/^keelwatch: /, '')
            .trim()
            .slice(0, MOST_SAID);
          const ended = signal === null ? `It ended with ${code}.` : 'The program was stopped meanwhile.';
          reject(new CodedError('unavailable', why === '' ? ended : why));
        });
      });
    },
    kill() {
      child?.kill('SIGKILL');
    },
  };
}
