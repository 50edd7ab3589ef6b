// Logs of AIS sentences, in all dresses that the decoder knows: plain, tag blocks, logger's times, other instruments in
// between. The decoder dates each message; a log that carries no time at all is dated from `startAt` on, at a fixed
// number of lines per second, or gives no report. Positions of the own ship's GPS serve as clock only.

import { createDecoder } from '../../ais/decoder.ts';
import type { AisRecord } from '../../ais/message/record.ts';
import type { RejectReason } from '../../ais/reject-reason.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ReportSink, TrackFormat } from '../feed.ts';
import { REJECT } from '../reading/field-limits.ts';

const SENTENCE = /![A-Z0-9]{2}VD[MO],/;
// Blanks of its own line only: with line ends among them, a thousand blank lines took a minute.
const INSTRUMENTS = /^[ \t]*(\\[^\\\n]*\\)?[ \t]*\$[A-Z]{4,5},/m;
const NO_BYTES = new Uint8Array(0);
const WEEK_MS = 7 * DAY_MS;

export const nmea: TrackFormat = {
  name: 'nmea',
  title: 'NMEA log of AIS sentences (!AIVDM,…)',
  // An hour of a ship's own instruments may stand before the first AIS sentence.
  detect: (head) => SENTENCE.test(head) || INSTRUMENTS.test(head.slice(0, 4096)),
  open: ({ source, startAt, linesPerSecond, arrival, refuseOwn = false }) => {
    const decoder = createDecoder({ source, refuseOwn });
    const msPerLine = 1000 / linesPerSecond;
    let sink: ReportSink | null = null;
    let invented = 0;
    let dated = false;
    let unreadTimes = 0;

    /** The log told no time of a message; did it try? */
    function whyNoTime(): string {
      const tried = decoder.unreadTimes > unreadTimes;
      unreadTimes = decoder.unreadTimes;
      return tried ? REJECT.prefix : REJECT.noTime;
    }

    function onMessage(record: AisRecord): void {
      if (record.parts === 0 || record.mmsi > 999_999_999) {
        sink?.reject(whyNothing(record), record.line, NO_BYTES, 0, 0);
        return;
      }
      if (arrival !== undefined) {
        record.arrivedAt = arrival();
        if (Number.isNaN(record.at)) record.at = record.arrivedAt;
      } else if (Number.isNaN(record.at)) {
        // A log that has a clock is not given another where that fails.
        if (startAt === null || dated) {
          sink?.reject(whyNoTime(), record.line, NO_BYTES, 0, 0);
          return;
        }
        invented++;
        record.at = Math.floor(startAt + (record.line - 1) * msPerLine);
        record.arrivedAt = record.at;
      } else {
        dated = true;
        unreadTimes = decoder.unreadTimes;
      }
      sink?.report(record);
    }

    function onReject(reason: RejectReason, line: number): void {
      sink?.reject(reason, line, NO_BYTES, 0, 0);
    }

    return {
      get lines() {
        return decoder.lines;
      },
      get otherLines() {
        return decoder.summary().notAis;
      },
      get invented() {
        return invented;
      },
      get notes() {
        const { gpsAddMs, gpsBefore } = decoder;
        if (gpsAddMs === 0) return [];
        const weeks = Math.round(gpsAddMs / WEEK_MS);
        const before = gpsBefore === 0 ? '' : `; ${gpsBefore} messages before the first base station keep its date`;
        return [`has a GPS clock that is ${weeks} weeks behind; its times are set right by base stations${before}`];
      },
      push: (bytes, to) => {
        sink = to;
        decoder.push(bytes, onMessage, onReject);
      },
      end: (to) => {
        sink = to;
        decoder.end(onMessage, onReject);
      },
    };
  },
};

/** Message types that carry a position when they have one. */
const POSITION_TYPES = new Set([1, 2, 3, 4, 9, 11, 18, 19, 21, 27]);

function whyNothing({ mmsi, type }: AisRecord): string {
  if (mmsi > 999_999_999) return REJECT.mmsi;
  if (POSITION_TYPES.has(type)) return REJECT.noPosition;
  return type === 5 || type === 24 ? REJECT.emptyStatic : REJECT.otherType;
}
