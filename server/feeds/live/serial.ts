// Sentences from a receiver on a serial line, such as a dAISy or a class B transponder on USB. The device is opened, set to
// its speed with the system's own `stty`, and read as a terminal: a receiver that is pulled out ends the connection with a
// sentence, and is found again when it is back. On Linux and macOS; elsewhere it says so.
//
// No library does this here: `serialport` 13 runs its reads on the loop of the main thread, which ends the process when a
// worker opens a port, and reads a line that has hung up again and again without a pause.

import { execFile } from 'node:child_process';
import { close, constants, fstatSync, open as openDevice } from 'node:fs';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { z } from 'zod';
import { nmea } from '../formats/nmea.ts';
import { FeedFailure, feedKind, USUAL_PAUSES } from './live-feed.ts';

const Settings = z.strictObject({
  path: z
    .string()
    .max(500)
    .regex(/^\/dev\/[^\p{Cc}]+$/u, 'is no device, such as /dev/ttyUSB0')
    .meta({ title: 'Device', description: 'Of the receiver: /dev/ttyUSB0, or its steady name in /dev/serial/by-id/.' }),
  baud: z
    .union([4800, 9600, 19_200, 38_400, 57_600, 115_200].map((rate) => z.literal(rate)))
    .default(38_400)
    .meta({ title: 'Speed', description: 'Bits a second; AIS receivers speak at 38400.' }),
});

export const serial = feedKind<z.infer<typeof Settings>>({
  kind: 'serial',
  title: 'A receiver on a serial line (USB)',
  about: 'An AIS receiver or transponder on a serial port of this machine that sends !AIVDM sentences.',
  settings: Settings,
  needsNothing: false,
  // A receiver far from any ship may say nothing for minutes; that it was pulled out is noticed at once.
  quietMs: null,
  pauses: { ...USUAL_PAUSES, mostMs: 30_000 },
  format: () => nmea,
  async *open({ path, baud }, { signal, clock }) {
    if (signal.aborted) return;
    const line = await openLine(path, baud);
    const stop = () => line.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) return;
      yield { kind: 'open', at: clock.now(), says: `Reading ${path} at ${baud} baud.` };
      for await (const bytes of line) {
        yield { kind: 'heard', bytes: bytes as Uint8Array, arrivedAt: clock.now(), sender: '' };
      }
      if (!signal.aborted)
        throw new FeedFailure('unreachable', `${path}: the receiver was pulled out or switched off.`);
    } catch (error) {
      if (!signal.aborted) throw failureOfLine(error, path);
    } finally {
      signal.removeEventListener('abort', stop);
      line.destroy();
    }
  },
});

/** A device that hangs is given up. */
const STTY_MS = 5_000;
const run = promisify(execFile);
const open = promisify(openDevice);

/** The speed is set while the device is open: some forget it when nobody holds them. */
async function openLine(path: string, baud: number): Promise<ReadStream> {
  if (process.platform === 'win32') {
    throw new FeedFailure(
      'invalid',
      'Serial lines are not read on Windows: let AIS-catcher or gpsd read it and send here.',
    );
  }
  // Without O_NONBLOCK the opening waits for a carrier, and the thread with it.
  const flags = constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK;
  let fd: number;
  try {
    fd = await open(path, flags);
  } catch (error) {
    throw failureOfLine(error, path);
  }
  try {
    if (!fstatSync(fd).isCharacterDevice()) throw new FeedFailure('invalid', `${path}: it is no serial port.`);
    const where = process.platform === 'linux' ? '-F' : '-f';
    await run('stty', [where, path, String(baud), 'raw', '-echo', 'clocal'], { timeout: STTY_MS });
    const line = new ReadStream(fd);
    // Mostly the stream opens the terminal by its name once more, and closes that one alone.
    const { fd: streams } = (line as unknown as { _handle: { fd: number } })._handle;
    return line.once('close', () => void (streams !== fd && close(fd, () => undefined)));
  } catch (error) {
    close(fd, () => undefined);
    throw failureOfLine(error, path);
  }
}

function failureOfLine(error: unknown, path: string): FeedFailure {
  if (error instanceof FeedFailure) return error;
  const { code, stderr = '', message } = error as NodeJS.ErrnoException & { stderr?: string };
  const failure = (kind: 'unreachable' | 'refused' | 'invalid', says: string) =>
    new FeedFailure(kind, `${path}: ${says}.`, { cause: error });
  if (code === 'ENOENT' && !message.includes('stty')) return failure('unreachable', 'there is no such device');
  if (code === 'EACCES' || code === 'EPERM') {
    return failure(
      'refused',
      'this user may not read it; on Linux it must be in the group of the device, mostly "dialout"',
    );
  }
  if (code === 'EBUSY') return failure('unreachable', 'another program holds it');
  if (code === 'EIO' || code === 'ENXIO') return failure('unreachable', 'the receiver was pulled out or switched off');
  if (/ioctl|not a typewriter|not a tty|Invalid argument/i.test(stderr || message)) {
    return failure('invalid', 'it is no serial port');
  }
  return failure('invalid', (stderr || message).trim().split('\n').at(-1)!.slice(0, 200));
}
