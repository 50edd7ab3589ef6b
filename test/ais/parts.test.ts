// Messages of several parts: out of order, interleaved, from several stations, repeated, orphaned.

import { describe, expect, it, test } from 'vitest';
import { createDecoder } from '../../server/ais/decoder.ts';
import { encodeSentences } from '../../server/ais/write/encode.ts';
import { decode, sentence, tagBlock } from './captures.ts';

interface Sent {
  sequence?: number;
  channel?: string;
  station?: string;
  at?: number;
}

/** Both lines of a type 5 that names a ship. */
function voyage(name: string, options: Sent = {}): [string, string] {
  const lines = encodeSentences({ type: 5, mmsi: 273_212_120, name, destination: 'RAJIN' }, options);
  if (lines.length !== 2) throw new Error(`type 5 took ${lines.length} lines`);
  return [lines[0]!, lines[1]!];
}

/** gfw-ais-tools/multi-part.nmea, a type 12 of three parts. */
const THREE_PARTS = [
  '!AIVDM,3,1,2,A,<NjB8;0mJnR8:E1>PIP<E391dPC5P5CD1P1@B?H9=1>4?P5>P5H35C?P1PE>,0*64',
  '!AIVDM,3,2,2,A,1P2?I1P?41CfP=1>D5>71C5P1@1BD14?fPgPI?EP1B5P75DD9>7P3<?C5BPD,0*39',
  '!AIVDM,3,3,2,A,?P1>P?41CP2E?IfP;55@P3<51BP?6P9D,0*2C',
];

function tagsOf(which: readonly string[], i: number): string {
  return [which.includes('station') && 's:north', which.includes('at') && `c:${1_700_000_000 + i}`]
    .filter(Boolean)
    .join();
}

function names(lines: readonly string[]): (string | null)[] {
  return decode(lines).messages.map((m) => ('name' in m ? m.name : null));
}

test('joins parts in either order', () => {
  const [first, second] = voyage('LADY R');
  expect(names([first, second])).toEqual(['LADY R']);
  expect(names([second, first])).toEqual(['LADY R']);
});

describe('a part whose first part was lost', () => {
  it('is never joined to the first part of the next ship, and nothing behind it shifts', () => {
    const ships = ['ALPHA ONE', 'BRAVO TWO', 'CHARLIE THREE', 'DELTA FOUR'];
    const sent = ships.flatMap((name) => voyage(name, { sequence: 3, channel: 'B' }));
    for (const other of [[], ['station'], ['station', 'at']]) {
      const lines = sent.map((line, i) => (other.length === 0 ? line : tagBlock(tagsOf(other, i)) + line));
      const { messages, rejects } = decode(lines.slice(1));
      expect(messages.map((m) => 'name' in m && m.name)).toEqual(ships.slice(1));
      expect(rejects).toEqual(['incomplete message @1']);
    }
  });

  it('is left over where the second part of the next ship follows later', () => {
    const lost = voyage('LOST')[1];
    const [first, second] = voyage('FOUND');
    const other = voyage('OTHER', { sequence: 1 });
    const single = sentence('AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0');
    expect(names([lost, first, single, other[0], other[1], second]).filter(Boolean)).toEqual(['OTHER', 'FOUND']);
  });

  it('is no part of a message that comes when its tag group is used again', () => {
    const lost = voyage('LOST')[1];
    const [first, second] = voyage('FOUND');
    const group = (line: string, n: number) => tagBlock(`g:${n}-2-7`) + line;
    expect(names([group(lost, 2), group(first, 1), group(second, 2)])).toEqual(['FOUND']);
    const between = Array.from({ length: 60 }, () => sentence('AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0'));
    expect(names([group(lost, 2), ...between, group(first, 1)]).filter(Boolean)).toEqual([]);
  });
});

describe('parts that came in the wrong order', () => {
  const single = sentence('AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0');

  it('are joined side by side, also among messages whose numbers come round', () => {
    const ships = Array.from({ length: 40 }, (_, i) => `SHIP ${i}`);
    const lines = ships.flatMap((name, i) => {
      const parts = voyage(name, { sequence: i % 10 });
      return i % 4 === 2 ? parts.toReversed() : parts;
    });
    expect(names(lines).toSorted()).toEqual(ships.toSorted());
  });

  it('are joined in a tag group although others speak in between', () => {
    const [first, second] = voyage('LADY R');
    const lines = [tagBlock('g:2-2-77') + second, single, single, tagBlock('g:1-2-77') + first];
    expect(names(lines).filter(Boolean)).toEqual(['LADY R']);
  });

  it('are not joined from afar', () => {
    const [first, second] = voyage('LADY R');
    expect(names([second, single, first]).filter(Boolean)).toEqual([]);
  });

  it('are not joined where every message bears the same number: it tells nothing', () => {
    const lines = ['ONE', 'TWO', 'THREE', 'FOUR'].flatMap((name) => voyage(name));
    // The first part of TWO and the second of THREE were lost.
    expect(names(lines.filter((_, i) => i !== 2 && i !== 5))).toEqual(['ONE', 'FOUR']);
  });

  it('do not wait for the end of a feed', () => {
    const [first, second] = voyage('LADY R');
    const found: string[] = [];
    const decoder = createDecoder();
    const bytes = Buffer.from([second, first, ...Array<string>(210).fill(single), ''].join('\n'));
    decoder.push(bytes, (r) => found.push(r.name));
    expect(found.filter((name) => name !== '')).toEqual(['LADY R']);
  });
});

test('a line that is heard twice is one part of one message', () => {
  const twice = (lines: readonly string[]) => lines.flatMap((line) => [line, line]);
  expect(names(twice([...voyage('ONE'), ...voyage('TWO')]))).toEqual(['ONE', 'TWO']);
  const { messages, rejects } = decode(twice(THREE_PARTS));
  expect(messages).toMatchObject([{ type: 12 }]);
  expect(rejects).toEqual(['repeated part @2', 'repeated part @4', 'incomplete message @6']);
});

test('joins three parts in any order', () => {
  const payload = THREE_PARTS.map((part) => part.split(',')[5]).join('');
  for (const order of ['012', '021', '102', '120', '201', '210']) {
    const { messages, rejects } = decode([...order].map((i) => THREE_PARTS[Number(i)]!));
    expect(messages).toMatchObject([{ type: 12, payload }]);
    expect(rejects).toEqual([]);
  }
});

test('keeps interleaved messages apart by sequence and by channel', () => {
  const a = voyage('ONE', { sequence: 1, channel: 'A' });
  const b = voyage('TWO', { sequence: 2, channel: 'A' });
  const c = voyage('THREE', { sequence: 1, channel: 'B' });
  expect(names([a[0], b[0], c[0], c[1], a[1], b[1]])).toEqual(['THREE', 'ONE', 'TWO']);
});

test('never joins parts of two stations: sequence numbers are only their own', () => {
  const a = voyage('ONE', { sequence: 3, station: 'north' });
  const b = voyage('TWO', { sequence: 3, station: 'south' });
  expect(names([a[0], b[0], a[1], b[1]])).toEqual(['ONE', 'TWO']);
  const { messages, rejects } = decode([a[0], b[1]]);
  expect(messages).toEqual([]);
  expect(rejects).toEqual(['incomplete message @1', 'incomplete message @2']);
});

test('joins a part whose tag block was lost to the only set that misses it', () => {
  const tagged = voyage('ONE', { sequence: 3, station: 'north', at: 1_700_000_000_000 });
  const bare = voyage('ONE', { sequence: 3 });
  const { messages } = decode([tagged[0], bare[1]]);
  expect(messages).toMatchObject([{ name: 'ONE', receiver: 'north', at: 1_700_000_000_000 }]);
  const other = voyage('TWO', { sequence: 3, station: 'south' });
  expect(names([tagged[0], other[0], bare[1]])).toEqual([]);
});

test('joins parts without a sequence number, and with one of two digits', () => {
  const [first, second] = voyage('LADY R', { sequence: 0 });
  const renumber = (line: string, sequence: string): string =>
    sentence(line.slice(1, -3).replace(',0,A,', `,${sequence},A,`));
  expect(names([renumber(first, ''), renumber(second, '')])).toEqual(['LADY R']);
  expect(names([renumber(first, '12'), renumber(second, '12')])).toEqual(['LADY R']);
  expect(names([renumber(first, '12'), renumber(second, '2')])).toEqual([]);
});

test('a tag group joins parts although their sequence numbers differ; part 1 alone says when and where', () => {
  const first = voyage('LADY R', { sequence: 1 })[0];
  const second = voyage('LADY R', { sequence: 2 })[1];
  const stranger = voyage('STRANGER', { sequence: 1 })[1];
  const { messages } = decode([
    tagBlock('g:1-2-77,s:66,c:1661782369') + first,
    tagBlock('g:1-2-78,s:66,c:1661782369') + stranger,
    tagBlock('g:2-2-77') + second,
  ]);
  expect(messages).toMatchObject([{ name: 'LADY R', receiver: '66', at: 1_661_782_369_000 }]);
});

test('groups of the IEC form join parts as well', () => {
  const [first, second] = voyage('LADY R');
  expect(names([tagBlock('1G2:4717,c:1661782369') + first, tagBlock('2G2:4717') + second])).toEqual(['LADY R']);
});

test('a new part 1 under the same key begins a new message', () => {
  const stale = voyage('STALE', { sequence: 5 });
  const fresh = voyage('FRESH', { sequence: 5 });
  const { messages, rejects } = decode([stale[0], fresh[0], fresh[1]]);
  expect(messages).toMatchObject([{ name: 'FRESH' }]);
  expect(rejects).toEqual(['replaced by a new message @1']);
});

test('parts more than five seconds apart by their own times are not one message', () => {
  const at = 1_700_000_000_000;
  const lines = (apart: number): string[] => [
    voyage('ONE', { station: 'x', at })[0],
    voyage('ONE', { station: 'x', at: at + apart })[1],
  ];
  expect(names(lines(5000))).toEqual(['ONE']);
  expect(decode(lines(6000)).rejects).toEqual(['incomplete message @1', 'incomplete message @2']);
});

test('without times, an orphan more than 200 sentences old is not filled up', () => {
  const orphan = voyage('ONE')[1];
  const [first, second] = voyage('TWO');
  const between = sentence('AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0');
  const near = decode([first, ...Array<string>(199).fill(between), second]);
  expect(near.messages.filter((m) => m.type === 5)).toHaveLength(1);
  const far = decode([orphan, ...Array<string>(201).fill(between), first, second]);
  expect(far.messages.filter((m) => m.type === 5)).toMatchObject([{ name: 'TWO' }]);
  expect(far.rejects).toEqual(['incomplete message @1']);
});

test('the table is bounded: with 64 sets waiting the oldest gives way', () => {
  const lines = Array.from({ length: 65 }, (_, i) => voyage('X', { station: `s${i}` })[0]);
  const { rejects, summary } = decode(lines);
  expect(rejects).toHaveLength(65);
  expect(rejects[0]).toBe('incomplete message @1');
  expect(summary.rejects).toEqual({ 'incomplete message': 65 });
});

test('the last part may be empty', () => {
  const [first] = voyage('LADY R');
  const { messages, rejects } = decode([first, sentence('AIVDM,2,2,0,A,,0')]);
  expect(messages).toEqual([]);
  // 360 bits of a type 5 are too few, but the parts were joined.
  expect(rejects).toEqual(['too short @1', 'too short @2']);
});

test('padding counts at the end of the last part only', () => {
  const [first, second] = voyage('LADY R');
  const padded = sentence(first.slice(1, -3).replace(/,0$/, ',4'));
  expect(names([padded, second])).toEqual(['LADY R']);
});

test('a lost part leaves its sisters under a reason', () => {
  expect(decode([voyage('LADY R')[1]]).rejects).toEqual(['incomplete message @1']);
});

test('parts 1 of talker AB and 2 of talker AI are one message of one station (gfw-ais-tools/bad-type5.nmea)', () => {
  const { messages } = decode([
    '\\s:rMT2083,t:marinetraffic,c:1698785948*44\\!ABVDM,2,1,8,A,53l3sj42A590=5Q2220UHE:04=@Ttr222222221@9HH>46ii0=D532Dp?`1D,0*28',
    '\\s:rMT2083,t:marinetraffic,c:1698785947*4B\\!AIVDM,2,2,8,A,888888888888880,2*2C',
  ]);
  expect(messages).toMatchObject([{ type: 5, at: 1_698_785_948_000, receiver: 'rMT2083' }]);
});
