// gpsd's sample.aivdm states the expected values of each message in the comment lines after it. All of them are compared:
// a key is mapped to a field, or listed here as one that carries nothing (spare bits), or the test fails.

import { describe, expect, test } from 'vitest';
import type { AisMessage, UndecodedMessage } from '../../server/ais/message/message.ts';
import { capturesAreMissing, decode, readCapture } from './captures.ts';

interface Example {
  title: string;
  message: AisMessage;
  stated: [key: string, value: string][];
}

/** The fields of all kinds at once; a key of another kind reads as undefined. */
type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

const RECOGNISED_ONLY: ReadonlySet<number> = new Set([6, 7, 8, 10, 12, 13, 14, 15, 16, 20, 22, 23, 25, 26]);

/** Keys of decoded types that state no field: bits that ITU-R M.1371 keeps spare or leaves to regions. */
const NO_FIELD = /^(spare\d?|reserved1|regionalreserved)$/;

/** Key as stated, lower case and without blanks, to what it must equal. Several values mean: scaled, or as sent. */
const STATED: Readonly<Record<string, (m: Fields) => unknown[]>> = {
  navigationstatus: (m) => [m.navStatus],
  rot: (m) => [m.turningFast === 0 ? (m.rateOfTurnDegMin ?? -128) : Number(m.turningFast) * 127],
  sog: (m) => [m.speedKn],
  speedoverground: (m) => [Number(m.speedKn) * 10],
  positionaccuracy: (m) => [Number(m.accurate)],
  longitude: (m) => [m.lon, sent(m.lon, m.coarse === true ? 600 : 600_000)],
  latitude: (m) => [m.lat, sent(m.lat, m.coarse === true ? 600 : 600_000)],
  position_longitude: (m) => [m.lon],
  position_latitude: (m) => [m.lat],
  cog: (m) => [m.courseDeg],
  courseoverground: (m) => [m.courseDeg, sent(m.courseDeg, 10)],
  trueheading: (m) => [m.headingDeg ?? 511],
  timestamp: (m) => [m.secondCode],
  utcsecond: (m) => [m.secondCode],
  raim: (m) => [m.raim, Number(m.raim)],
  raimflag: (m) => [Number(m.raim)],
  state_syncstate: (m) => [(Number(m.radioStatus) >> 17) & 3],
  state_slottimeout: (m) => [(Number(m.radioStatus) >> 14) & 7],
  // The file misspells it once.
  stare_slottimeout: (m) => [(Number(m.radioStatus) >> 14) & 7],
  state_slotoffset: (m) => [Number(m.radioStatus) & 0x3fff],
  commstateselector: (m) => [Number(m.radioStatus) >> 19],
  commstate: (m) => [Number(m.radioStatus) & 0x7ffff],
  syncstate: (m) => [(Number(m.radioStatus) >> 17) & 3],
  'slottime-out': (m) => [(Number(m.radioStatus) >> 14) & 7],
  submessage: (m) => [Number(m.radioStatus) & 0x3fff],
  radiostatus: (m) => [m.radioStatus],
  time_year: (m) => [Number(String(m.utc).slice(0, 4))],
  time_month: (m) => [Number(String(m.utc).slice(5, 7))],
  time_day: (m) => [Number(String(m.utc).slice(8, 10))],
  time_hour: (m) => [Number(String(m.utc).slice(11, 13))],
  time_min: (m) => [Number(String(m.utc).slice(14, 16))],
  time_sec: (m) => [Number(String(m.utc).slice(17, 19))],
  fixtype: (m) => [m.epfd],
  typeofepfd: (m) => [m.epfd === 1 ? 'GPS' : m.epfd],
  aisversion: (m) => [m.aisVersion],
  imonumber: (m) => [m.imo],
  callsign: (m) => [m.callSign],
  name: (m) => [m.name],
  shipandcargo: (m) => [m.shipType],
  dima: (m) => [m.bowM],
  dimb: (m) => [m.sternM],
  dimc: (m) => [m.portM],
  dimd: (m) => [m.starboardM],
  dimensiontobow: (m) => [m.bowM],
  dimensiontostern: (m) => [m.sternM],
  dimensiontoport: (m) => [m.portM],
  dimensiontostarboard: (m) => [m.starboardM],
  etamonth: (m) => [m.etaMonth],
  etaday: (m) => [m.etaDay],
  etahour: (m) => [m.etaHour],
  etaminute: (m) => [m.etaMinute],
  draught: (m) => [m.draughtM],
  destination: (m) => [m.destination],
  dte: (m) => [m.dte],
  altitude: (m) => [m.altitudeM],
  assigned: (m) => [Number(m.assigned)],
  'assigned-modeflag': (m) => [Number(m.assigned)],
  csunit: (m) => [Number(m.carrierSense)],
  displayflag: (m) => [Number(m.display)],
  dscflag: (m) => [Number(m.dsc)],
  bandflag: (m) => [Number(m.band)],
  message22flag: (m) => [Number(m.message22)],
  aidtype: (m) => [m.atonType],
  'off-positionindicator': (m) => [Number(m.offPosition)],
  'virtual-aidflag': (m) => [Number(m.virtual)],
  partnum: (m) => [m.partNumber],
  vendorid: (m) => [`${m.vendor}${serialAsText(Number(m.vendorModel), Number(m.vendorSerial))}`],
  dgnssdata: (m) => [`${String(m.data).length * 4}:${m.data}`],
};

/**
 * Three comments contradict the bits they stand under; gpsdecode 3.22 reads what we read. The hour
 * of an ETA, a communication state of 20 bits written down without its last, and a part B called part A.
 */
const SLIPS: Readonly<Record<string, string>> = {
  'type 5 in line 124: etahour 16': '14',
  'type 9 in line 469: radiostatus 24597': '49194',
  'type 24 in line 910: partnum 0': '1',
};

describe.skipIf(capturesAreMissing)('values stated by gpsd (skipped where ../shared is missing)', () => {
  const examples = capturesAreMissing ? [] : readExamples();

  test('the file states 494 values for 47 messages of the types 1–24', () => {
    expect(examples).toHaveLength(47);
    expect(examples.reduce((sum, example) => sum + example.stated.length, 0)).toBe(494);
    const types = new Set(examples.map(({ message }) => message.type));
    expect([...types].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  });

  test.each(examples.map((e) => [e.title, e] as const))('%s', (title, { message, stated }) => {
    for (const [key, written] of stated) {
      const value = SLIPS[`${title}: ${key} ${written}`] ?? written;
      if (/^(messageid|messagetype)$/.test(key)) expect(message.type).toBe(Number(value));
      else if (/^rep(l)?eatindicator$/.test(key)) expect(message.repeat).toBe(Number(value));
      else if (/^(userid|mmsi|sourcemmsi)$/.test(key)) expect(message.mmsi).toBe(Number(value));
      else if (!isRecognisedOnly(message) && !NO_FIELD.test(key)) expectStated(message, key, value);
    }
  });
});

function expectStated(message: AisMessage, key: string, value: string): void {
  const read = STATED[key];
  if (read === undefined) throw new Error(`no field is named for the key ${key} of type ${message.type}`);
  const values = read({ ...message });
  const agree = values.some((v) =>
    typeof v === 'number' ? near(v, value) : String(v).toLowerCase() === value.toLowerCase(),
  );
  expect(agree, `${key}: stated ${value}, decoded ${values.join(' or ')}`).toBe(true);
}

/** Coordinates are stated to the sixth decimal or better, or in hex with the value in brackets. */
function near(decoded: number, value: string): boolean {
  const inBrackets = /\(\s*(-?[\d.]+)\s*\)/.exec(value);
  const stated = Number.parseFloat(inBrackets?.[1] ?? value);
  return Math.abs(decoded - stated) < (inBrackets === null ? 2e-6 : 1e-3);
}

function sent(value: unknown, scale: number): number {
  return Math.round(Number(value) * scale);
}

/** gpsd of that time read the model and serial number as four more characters. */
function serialAsText(model: number, serial: number): string {
  const bits = model * 2 ** 20 + serial;
  return [18, 12, 6, 0]
    .map((shift) =>
      String.fromCharCode(((bits >> shift) & 63) < 32 ? ((bits >> shift) & 63) + 64 : (bits >> shift) & 63),
    )
    .join('');
}

function isRecognisedOnly(message: AisMessage): message is UndecodedMessage {
  return RECOGNISED_ONLY.has(message.type);
}

/** Each message that is followed by `#  key: value` lines before the next sentence or the next heading. */
function readExamples(): Example[] {
  const lines = Buffer.from(readCapture('gpsd/sample.aivdm')).toString('latin1').split('\n');
  const { messages } = decode(lines);
  const lastLine = new Map<number, AisMessage>();
  for (const message of messages) lastLine.set(message.line, message);
  const examples: Example[] = [];
  let open: Example | null = null;
  lines.forEach((line, index) => {
    if (line.startsWith('!')) {
      const message = lastLine.get(index + 1);
      // A second part goes on with the message of the first.
      if (message !== undefined) {
        open = { title: `type ${message.type} in line ${index + 1}`, message, stated: [] };
        examples.push(open);
      }
      return;
    }
    const pair = /^#\s+([A-Za-z][A-Za-z0-9_ -]*?)\s*(?::|\s{2,})\s*(.*?)\s*$/.exec(line);
    if (line.startsWith('# Type') || /^#\s*From|^#$/.test(line)) open = null;
    else if (pair !== null && open !== null) {
      const key = pair[1]!.toLowerCase().replaceAll(' ', '');
      // Interrogations (15) state the type asked for under the same key; the first is the message's own.
      if (!open.stated.some(([earlier]) => earlier === key)) open.stated.push([key, pair[2]!.replace(/\|$/, '')]);
    }
  });
  return examples.filter((example) =>
    example.stated.some(([key]) => key === 'mmsi' || key === 'userid' || key === 'sourcemmsi'),
  );
}
