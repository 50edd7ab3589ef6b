// Payload text to !xxVDM lines: split into parts, numbered, checked, and with a tag block in front when a time or a
// station is given. Lines come back without line ends.

export interface SentenceOptions {
  /** Two characters before VDM; default 'AI'. */
  talker?: string;
  /** Radio channel; default 'A'. */
  channel?: string;
  /** Sequence number 0–9 that joins the parts of a longer message; default 0. */
  sequence?: number;
  /** UTC ms for the tag block's `c:`; whole seconds are written as seconds. */
  at?: number | undefined;
  /** Receiving station for the tag block's `s:`. */
  station?: string | undefined;
}

/** A line may hold 82 characters with its line end (NMEA 0183): 22 of them are not payload. */
const PAYLOAD_PER_LINE = 60;

export function writeSentences(payload: string, fill: number, ownShip: boolean, options: SentenceOptions): string[] {
  const { talker = 'AI', channel = 'A', sequence = 0 } = options;
  const total = Math.ceil(payload.length / PAYLOAD_PER_LINE);
  if (total > 9) throw new RangeError(`payload of ${payload.length} characters does not fit 9 parts`);
  const tags = tagBlock(options.at, options.station);
  const lines: string[] = [];
  for (let number = 1; number <= total; number++) {
    const part = payload.slice((number - 1) * PAYLOAD_PER_LINE, number * PAYLOAD_PER_LINE);
    const joined = total === 1 ? '' : String(sequence);
    const padding = number === total ? fill : 0;
    const body = `${talker}VD${ownShip ? 'O' : 'M'},${total},${number},${joined},${channel},${part},${padding}`;
    lines.push(`${tags}!${body}*${checksum(body)}`);
  }
  return lines;
}

/** Two upper-case hex digits: the exclusive or of all characters. */
function checksum(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}

function tagBlock(at: number | undefined, station: string | undefined): string {
  const fields: string[] = [];
  if (station !== undefined && station !== '') fields.push(`s:${station}`);
  if (at !== undefined && Number.isFinite(at)) fields.push(`c:${at % 1000 === 0 ? at / 1000 : Math.round(at)}`);
  if (fields.length === 0) return '';
  const body = fields.join(',');
  return `\\${body}*${checksum(body)}\\`;
}
