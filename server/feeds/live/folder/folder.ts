// A folder into which people and programs drop recordings: each is read into the live monitor once, in whatever format and
// packing it has. A file is left alone until it has stopped growing. Once means once for its content, whatever it is called,
// and over restarts. What cannot be read is told by its name, and looked at again when it has changed. Of the files that are
// ready at one look, the one that begins earliest goes first. The folder is looked at and never written to.

import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../../domain/errors.ts';
import { CancelledError } from '../../../files/stored-bytes.ts';
import { type FeedNews, type FeedSession, feedKind, USUAL_PAUSES } from '../live-feed.ts';
import { type Dropped, look, type Recording, readRecording } from './dropped.ts';
import { openLedger } from './ledger.ts';

const Settings = z.strictObject({
  path: z
    .string()
    .max(1000)
    .refine(isAbsolute, 'is not a whole path, such as /srv/ais')
    .meta({ title: 'Folder', description: 'Its whole path. Folders inside it are not looked at.' }),
  settleS: z
    .int()
    .min(1)
    .max(3600)
    .default(5)
    .meta({ title: 'Settled after', description: 'A file is read when it has not changed for so many seconds.' }),
});

export const folder = feedKind<z.infer<typeof Settings>>({
  kind: 'folder',
  title: 'A folder that recordings are dropped into',
  about:
    'Track files in any format that a replay reads, plain, gzip or zstd. What is older than a day gives positions alone: ' +
    'replay such a file to see what it says.',
  settings: Settings,
  needsNothing: false,
  occasional: true,
  quietMs: null,
  pauses: { ...USUAL_PAUSES, mostMs: 60_000 },
  format: () => null,
  open: ({ path, settleS }, session) => watch(path, settleS * 1000, session),
});

const LOOK_MS = 1_000;
/** Names that are looked at; what is beyond, in the order of names, waits until others are moved away. */
const MOST_FILES = 5_000;

async function* watch(path: string, settleMs: number, session: FeedSession): AsyncGenerator<FeedNews, void> {
  const { signal, clock, memory } = session;
  const ledger = openLedger(memory);
  /** How each file stood when it was first seen so. */
  let seen = new Map<string, Dropped>();
  let told = false;
  const note = (says: string, wrong: boolean): FeedNews => ({ kind: 'note', at: clock.now(), says, wrong });
  for (let open = false; !signal.aborted; await clock.sleep(LOOK_MS, signal)) {
    const at = clock.now();
    const found = await look(path, MOST_FILES, at);
    if (!open) yield { kind: 'open', at, says: `Waiting for files in ${path}.` };
    open = true;
    if (found.more && !told) {
      yield note(
        `${path} holds more than ${MOST_FILES} files; move away what was read, for the rest is not looked at.`,
        true,
      );
    }
    told = found.more;
    seen = new Map(found.files.map((file) => [file.name, unchanged(seen.get(file.name), file) ?? file]));
    const ready = [...seen.values()].filter(
      (file) => file.size > 0 && at - file.seenAt >= settleMs && !ledger.knows(file),
    );
    const recordings: Recording[] = [];
    for (const file of ready) {
      try {
        const recording = await readRecording(join(path, file.name), signal);
        const same = ledger.named(recording.hash);
        if (same === null) recordings.push({ ...recording, file });
        else if (same !== file.name) yield note(`${file.name} holds what ${same} held; it is not read again.`, false);
        if (same !== null) ledger.put(file, recording.hash, at);
      } catch (error) {
        if (error instanceof CancelledError) return;
        if (!(error instanceof CodedError)) throw error;
        yield note(`${sentence(error)} It was not read.`, true);
        ledger.refuse(file);
      }
    }
    for (const recording of recordings.sort((a, b) => a.firstAt - b.firstAt || (a.file.name < b.file.name ? -1 : 1))) {
      if (signal.aborted) return;
      try {
        yield* play(recording, session, note);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        // It went away, or changed into something else, since it was looked at.
        yield note(`${sentence(error)} It was not read.`, true);
        continue;
      }
      if (signal.aborted) return;
      ledger.put(recording.file, recording.hash, clock.now());
    }
    ledger.keep(seen);
  }
}

/** Its bytes as one sender of the feed. Resolves after the last of them was heard. */
async function* play(
  { file, format, open }: Recording,
  { signal, clock }: FeedSession,
  note: (says: string, wrong: boolean) => FeedNews,
): AsyncGenerator<FeedNews, void> {
  const source = await open();
  const sender = file.name;
  yield { kind: 'begun', at: clock.now(), sender, format: format.name };
  try {
    for await (const bytes of source) yield { kind: 'heard', bytes, arrivedAt: clock.now(), sender };
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
  if (signal.aborted) return;
  yield { kind: 'left', at: clock.now(), sender };
  if (source.damage === null) yield note(`${file.name} was read (${format.title}).`, false);
  else yield note(`${sentence(source.damage)} What stands before that was read.`, true);
}

/** The file as it was first seen, where it has not changed since. */
function unchanged(before: Dropped | undefined, now: Dropped): Dropped | null {
  return before !== undefined && before.size === now.size && before.changedAt === now.changedAt ? before : null;
}

/** One sentence that begins with the name of the file; of the formats that are known the reader is told elsewhere. */
function sentence({ message }: Error): string {
  return `${message.split('. Known are')[0]!.replace(/\.$/, '')}.`;
}
