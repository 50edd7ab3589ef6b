// How full the disk of the data folder is. With little room it is told; with next to none live feeds are held, which ends each
// with its farewell, so that our own deafness is no ship's silence, and they are opened again by themselves when there is room.
// What was heard by then is written: it stops while there is still room for that. The free room is read by whoever is handed in.

import { CodedError } from '../../domain/errors.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { Trouble } from '../../seams/problems.ts';
import type { DiskSettings } from './keep-settings.ts';

export const DISK_PART = 'disk';
export const DISK_LOOK_MS = 5_000;
/** Feeds are opened again with so much more room than they were held with, so that they do not flutter. */
const AGAIN = 1.5;
const GB = 1e9;

export type DiskState = 'room' | 'low' | 'full' | 'unknown';

export interface DiskStatus {
  state: DiskState;
  /** null: it could not be read. */
  freeBytes: number | null;
  /** Since when live feeds are held; null: they are not. */
  heldSinceAt: number | null;
}

export interface DiskWatch {
  status(): DiskStatus;
  troubles(): Trouble[];
  /** Throws 'unavailable' while there is no room for it; `what` begins the sentence. */
  mustHaveRoom(what: string): void;
  close(): void;
}

export interface DiskWatchDeps {
  clock: Clock;
  log: Pick<Log, 'warn' | 'info' | 'error'>;
  /** Room on the disk, bytes; may throw. */
  free(): number;
  settings(): DiskSettings;
  /** Holds live feeds, or lets them go on. It is said at every look, for the worker may have begun anew. */
  hold(held: boolean): Promise<void>;
  /** Named in sentences. */
  folder: string;
}

export function watchDisk({ clock, log, free, settings, hold, folder }: DiskWatchDeps): DiskWatch {
  let status: DiskStatus = { state: 'unknown', freeBytes: null, heldSinceAt: null };
  let limits: DiskSettings = { warnGb: 2, stopGb: 0.5 };
  let saying = false;

  function read(): number | null {
    try {
      return free();
    } catch (error) {
      log.warn({ err: error }, 'the room on the disk cannot be read');
      return null;
    }
  }

  function stateOf(freeBytes: number | null): DiskState {
    // What cannot be read is no reason to stop, nor to go on.
    if (freeBytes === null) return status.heldSinceAt === null ? 'unknown' : 'full';
    const stopBytes = limits.stopGb * GB * (status.heldSinceAt === null ? 1 : AGAIN);
    if (freeBytes < stopBytes) return 'full';
    return freeBytes < limits.warnGb * GB ? 'low' : 'room';
  }

  function look(): void {
    try {
      limits = settings();
    } catch {
      // A file that cannot be used is told elsewhere; the limits before hold on.
    }
    const freeBytes = read();
    const state = stateOf(freeBytes);
    const wasHeld = status.heldSinceAt !== null;
    const held = state === 'full';
    status = { state, freeBytes, heldSinceAt: held ? (status.heldSinceAt ?? clock.now()) : null };
    if (held && !wasHeld) log.error({ freeBytes }, 'the disk is nearly full: live feeds are held');
    if (!held && wasHeld) log.info({ freeBytes }, 'there is room on the disk again: live feeds go on');
    if (saying || !(held || wasHeld)) return;
    saying = true;
    hold(held)
      .catch((error: unknown) => {
        log.error({ err: error }, 'live feeds could not be held or let go on; it is tried again');
        // Let go on must be said until it was heard.
        if (!held) status = { ...status, heldSinceAt: status.heldSinceAt ?? clock.now() };
      })
      .finally(() => {
        saying = false;
      });
  }

  look();
  const end = clock.every(DISK_LOOK_MS, look);

  return {
    status: () => status,
    troubles() {
      const { state, freeBytes } = status;
      const room = freeBytes === null ? 'an unknown amount' : sizeText(freeBytes);
      const remedy = `Make room on the disk of ${folder}, or keep less: keelwatch storage says what costs how much.`;
      if (state === 'full') {
        return [
          {
            id: `${DISK_PART}/full`,
            says: `The disk of ${folder} is nearly full (${room} free): live feeds are held, and nothing is heard. What was heard before is kept.`,
            remedy: `${remedy} They go on by themselves above ${sizeText(limits.stopGb * GB * AGAIN)}.`,
          },
        ];
      }
      if (state === 'low') {
        const then = `Below ${sizeText(limits.stopGb * GB)} live feeds are held.`;
        return [{ id: `${DISK_PART}/low`, says: `The disk of ${folder} has ${room} left. ${then}`, remedy }];
      }
      return [];
    },
    mustHaveRoom(what) {
      if (status.state !== 'full') return;
      const room = status.freeBytes === null ? '' : ` (${sizeText(status.freeBytes)} free)`;
      throw new CodedError('unavailable', `${what} needs room, and the disk of ${folder} is nearly full${room}.`);
    },
    close: end,
  };
}

/** "412 MB", "1.9 GB" */
export function sizeText(bytes: number): string {
  return bytes >= GB ? `${(bytes / GB).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
