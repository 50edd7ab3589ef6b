// Messages of AIS-catcher in JSON, as it posts them (in the `msgs` of a body), sends them one a line, or writes them. Each
// carries the sentences it was made from and the time of its reception: these go to the reader of sentences, and what
// AIS-catcher decoded itself is passed over, so that there is one decoder for all. Sentences between the objects are read too.

import type { ReportSink, TrackFormat } from '../feed.ts';
import { REJECT } from '../reading/field-limits.ts';
import { createJsonItems } from '../reading/json-items.ts';
import { isJson, type Json } from '../reading/table-report.ts';
import { nmea } from './nmea.ts';

const MARK = /"class"\s*:\s*"AIS"\s*,\s*"device"\s*:\s*"AIS-catcher"|"protocol"\s*:\s*"jsonaiscatcher"/;
const NO_SENTENCES = 'message without its sentences';
const STATION = /^[\w.-]{1,32}$/;

export const aisCatcher: TrackFormat = {
  name: 'ais-catcher',
  title: 'AIS-catcher messages in JSON (nmea, rxuxtime, …)',
  detect: (head) => MARK.test(head),
  open: (options) => {
    const sentences = nmea.open(options);
    let sink: ReportSink | null = null;
    let bytes: Uint8Array = new Uint8Array(0);
    let line = 0;
    const inner: ReportSink = {
      report(report) {
        // The reader's own record, with its count of sentences; the line of the object is the one to be found again.
        (report as { line: number }).line = line;
        sink?.report(report);
      },
      reject: (reason) => sink?.reject(reason, line, bytes, 0, bytes.length),
    };
    const items = createJsonItems('msgs', {
      item(text, source, at) {
        bytes = source;
        line = at;
        let message: unknown;
        try {
          message = JSON.parse(text);
        } catch {
          inner.reject(REJECT.json, line, bytes, 0, 0);
          return;
        }
        if (!isJson(message)) inner.reject(REJECT.notMessage, line, bytes, 0, 0);
        else if (!isEnvelope(message)) take(message);
        else if (!Array.isArray(message.msgs)) inner.reject(REJECT.notMessage, line, bytes, 0, 0);
        else for (const one of message.msgs) if (isJson(one)) take(one);
      },
      stray(text, at) {
        bytes = Buffer.from(text);
        line = at;
        sentences.push(Buffer.from(`${text}\n`, 'latin1'), inner);
      },
      damaged(source, at) {
        bytes = source;
        line = at;
        inner.reject(REJECT.json, line, bytes, 0, 0);
      },
    });

    function take(message: Json): void {
      const lines = Array.isArray(message.nmea) ? message.nmea.filter((one) => typeof one === 'string') : [];
      if (lines.length === 0) {
        inner.reject(message.class === 'AIS' ? NO_SENTENCES : REJECT.notMessage, line, bytes, 0, 0);
        return;
      }
      const tags = tagBlock(message);
      sentences.push(Buffer.from(lines.map((one) => `${tags}${one.trim()}\n`).join(''), 'latin1'), inner);
    }

    return {
      get lines() {
        return items.lines;
      },
      get otherLines() {
        return sentences.otherLines ?? 0;
      },
      get invented() {
        return sentences.invented ?? 0;
      },
      get notes() {
        return sentences.notes ?? [];
      },
      get damage() {
        return items.brokenOff ? 'breaks off before its end' : null;
      },
      push(chunk, to) {
        sink = to;
        items.push(chunk);
      },
      end(to) {
        sink = to;
        items.end();
        sentences.end(inner);
      },
    };
  },
};

/** The body of a post that came as one object. */
function isEnvelope(message: Json): boolean {
  return message.protocol === 'jsonaiscatcher' || 'msgs' in message;
}

/** When and where it was received, in the form in which sentences tell it; '' where it is not told. */
function tagBlock({ rxuxtime, station_id: station }: Json): string {
  const fields: string[] = [];
  if ((typeof station === 'string' || typeof station === 'number') && STATION.test(String(station))) {
    fields.push(`s:${station}`);
  }
  if (typeof rxuxtime === 'number' && rxuxtime > 0 && rxuxtime < 1e11) fields.push(`c:${rxuxtime.toFixed(3)}`);
  if (fields.length === 0) return '';
  const body = fields.join(',');
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return `\\${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}\\`;
}
