// One line at the end of a file of ours, on the disk before it counts. A file that has grown large is set aside under the
// instant of its last line, and another begun.

import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer, Outgoing } from '../channel.ts';
import { type Means, noAnswer } from './send.ts';

/** Size at which a file is set aside, bytes. */
const FULL_BYTES = 50_000_000;

export async function appendLine(outgoing: Extract<Outgoing, { over: 'file' }>, means: Means): Promise<Answer> {
  const path = join(means.folder, outgoing.path);
  try {
    await mkdir(means.folder, { recursive: true });
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    if (size >= FULL_BYTES) await rename(path, `${path}.${means.now().toString(36)}`);
    const file = await open(path, 'a');
    try {
      await file.appendFile(`${outgoing.line}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return { answered: true, status: null, headers: {}, body: '', code: null, doubtful: false };
  } catch (error) {
    return noAnswer(error, false);
  }
}
