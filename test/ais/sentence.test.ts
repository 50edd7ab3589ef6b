// What stands around a payload: talkers, fields, checksums, tag blocks, prefixes and suffixes, line ends. The lines marked
// with a file come from the recordings beside the checkout; others are built with the right checksum.

import { describe, expect, test } from 'vitest';
import { MOST_LINE } from '../../server/ais/decoder.ts';
import { REJECT_MEANING, REJECT_REASONS } from '../../server/ais/reject-reason.ts';
import { decode, sentence, tagBlock } from './captures.ts';

/** Type 1 of MMSI 371798000 (gpsd/sample.aivdm). */
const PAYLOAD = '15RTgt0PAso;90TKcjM8h6g208CQ';
const GOOD = sentence(`AIVDM,1,1,,A,${PAYLOAD},0`);

describe('talkers and kinds', () => {
  test.each(['AI', 'AB', 'BS', 'AD', 'AN', 'AR', 'AS', 'AT', 'AX', 'SA', 'BY', 'SS', 'AA', 'B1', 'B2', '--'])(
    'takes the talker %s',
    (talker) => {
      const { messages, summary } = decode(sentence(`${talker}VDM,1,1,,A,${PAYLOAD},0`));
      expect(messages).toMatchObject([{ type: 1, mmsi: 371798000, ownShip: false }]);
      expect(summary.rejects).toEqual({});
    },
  );

  test('marks VDO as own ship', () => {
    expect(decode(sentence(`AIVDO,1,1,,,${PAYLOAD},0`)).messages).toMatchObject([{ ownShip: true, channel: '' }]);
  });

  test.each(['A', 'B', '1', '2', 'C', '0', ''])('takes the channel %j', (channel) => {
    expect(decode(sentence(`AIVDM,1,1,,${channel},${PAYLOAD},0`)).messages).toMatchObject([{ channel }]);
  });

  test.each([
    ['another instrument', '$GPGLL,5013.4693,N,00346.6503,W,035258,A,A*52'],
    ['an AIS sentence of another kind', '!ABVSI,r3669961,1,013536.96326433,1386,-98,,*14'],
    ['a comment', `# ${GOOD}`],
    ['a blank line', ''],
    ['a payload alone', PAYLOAD],
    ['a sentence that lost its first letter', GOOD.slice(1)],
    ['a sentence cut before its kind', '!AIV'],
    ['bytes of anything', '\u0000\u0007\u00ff{"type":1}'],
  ])('counts %s as not AIS, not as an error', (_what, line) => {
    const { messages, summary } = decode(`${line}\n`);
    expect(messages).toEqual([]);
    expect(summary).toMatchObject({ lines: 1, notAis: 1, sentences: 0, rejects: {} });
  });
});

describe('checksums', () => {
  test('either case of hex digits is right', () => {
    // Sum 4A.
    expect(GOOD.endsWith('*4A')).toBe(true);
    expect(decode(GOOD.replace('*4A', '*4a')).messages).toHaveLength(1);
  });

  test('a wrong one rejects the sentence', () => {
    expect(decode(GOOD.replace('*4A', '*4B')).rejects).toEqual(['bad checksum @1']);
  });

  test.each(['', '*', '*4', '*G1'])('an end of %j is no checksum', (tail) => {
    expect(decode(GOOD.replace('*4A', tail)).rejects).toEqual(['no checksum @1']);
  });

  test('a missing one is allowed by an option, a wrong one never', () => {
    const bare = GOOD.replace('*4A', '');
    expect(decode([bare, bare, GOOD.replace('*4A', '*4B')], { checksumOptional: true })).toMatchObject({
      messages: [{ type: 1 }, { type: 1 }],
      rejects: ['bad checksum @3'],
    });
  });
});

describe('damaged fields under a right checksum', () => {
  test.each([
    ['part 1 of 0', 'AAVDM,0,1,,A,13,0', 'bad part number'],
    ['part 3 of 2', 'AIVDM,2,3,1,A,13,0', 'bad part number'],
    ['part 0 of 2', 'AIVDM,2,0,1,A,13,0', 'bad part number'],
    ['no part numbers', 'AIVDM,,,,A,13,0', 'bad part number'],
    ['a letter as sequence', `AIVDM,2,1,x,A,${PAYLOAD},0`, 'bad part number'],
    ['an empty payload', 'AIVDM,1,1,,A,,0', 'empty payload'],
    ['a byte outside the alphabet', `AIVDM,1,1,,A,${PAYLOAD.replace('T', 'X')},0`, 'bad payload character'],
    ['a fill of nine', `AIVDM,1,1,,A,${PAYLOAD},9`, 'bad sentence fields'],
    ['a long channel', `AIVDM,1,1,,AB,${PAYLOAD},0`, 'bad sentence fields'],
    ['an end after the channel', 'AIVDM,1,1,,A', 'bad sentence fields'],
    ['257 characters', `AIVDM,1,1,,A,${'0'.repeat(257)},0`, 'payload too long'],
    ['type 0', `AIVDM,1,1,,A,0${PAYLOAD.slice(1)},0`, 'noise type'],
    ['type 28', `AIVDM,1,1,,A,L${PAYLOAD.slice(1)},0`, 'noise type'],
    ['type 63', `AIVDM,1,1,,A,w${PAYLOAD.slice(1)},0`, 'noise type'],
    ['one character', 'AIVDM,1,1,,A,1,0', 'too short'],
  ])('%s is rejected as such', (_what, body, reason) => {
    const { messages, rejects } = decode(sentence(body));
    expect(messages).toEqual([]);
    expect(rejects).toEqual([`${reason} @1`]);
  });

  test('the reason names are a closed table and each is explained', () => {
    expect(Object.keys(REJECT_MEANING)).toEqual([...REJECT_REASONS]);
  });

  test('a fill of six, a whole character of padding, is taken as some base stations send it (nmea-sample)', () => {
    expect(decode('!AIVDM,1,1,,2,601uEP19bi7P04810,6*5D').messages).toMatchObject([
      { type: 6, mmsi: 2053504, bits: 96 },
    ]);
  });

  test('an empty fill is no padding', () => {
    expect(decode(sentence(`AIVDM,1,1,,A,${PAYLOAD},`)).messages).toHaveLength(1);
  });

  test('fields after the fill are passed over, with a sequence on a single part (Lowrance GoFree)', () => {
    expect(decode(sentence(`AIVDM,1,1,4,,${PAYLOAD},0,0`)).messages).toMatchObject([{ mmsi: 371798000, channel: '' }]);
  });
});

describe('tag blocks', () => {
  test.each([
    ['c:1661782474', 1_661_782_474_000],
    ['c:1661782474123', 1_661_782_474_123],
    ['c:1661782474.5', 1_661_782_474_500],
    ['c:1661782474.123456', 1_661_782_474_123],
    ['c:0', null],
    ['c:soon', null],
    ['c:16617824741234567', null],
  ])('reads the time %s', (tag, at) => {
    expect(decode(tagBlock(tag) + GOOD).messages).toMatchObject([{ at }]);
  });

  test('reads station and time, other keys aside', () => {
    const line = tagBlock('s:rMT2083,t:text,q:u,n:12,d:x,r:5,c:1698785948,T:2014-12-10 00.41.53') + GOOD;
    expect(decode(line).messages).toMatchObject([
      { receiver: 'rMT2083', at: 1_698_785_948_000, time: '2023-10-31T20:59:08Z' },
    ]);
  });

  test('several blocks may follow each other', () => {
    const line = tagBlock('s:2573010') + tagBlock('c:1787234980') + GOOD;
    expect(decode(line).messages).toMatchObject([{ receiver: '2573010', at: 1_787_234_980_000 }]);
  });

  test.each([
    ['a wrong checksum', '\\s:X,c:1661782474*00\\'],
    ['no checksum', '\\s:X,c:1661782474\\'],
    ['no end', '\\s:X,c:1661782474*00'],
  ])('a block with %s says nothing, its sentence is kept', (_what, block) => {
    expect(decode(block + GOOD).messages).toMatchObject([{ receiver: null, at: null }]);
  });

  test('a block of more than 1024 bytes is none', () => {
    const line = tagBlock(`c:1661782474,t:${'x'.repeat(1024)}`) + GOOD;
    expect(decode(line).messages).toMatchObject([{ at: null }]);
    expect(decode(tagBlock(`c:1661782474,t:${'x'.repeat(900)}`) + GOOD).messages).toMatchObject([
      { at: 1_661_782_474_000 },
    ]);
  });

  test('a block counts for its own sentence only', () => {
    const { messages } = decode([tagBlock('s:X,c:1661782474') + GOOD, GOOD]);
    expect(messages.map((m) => [m.receiver, m.at])).toEqual([
      ['X', 1_661_782_474_000],
      [null, null],
    ]);
  });

  test('a group says once when and where, for a sentence of another kind before it too (IEC form)', () => {
    const { messages } = decode([
      `${tagBlock('1G2:4717,s:basestation,c:1661782474')}$ARVSI,basestation,,095259.0,,,*42`,
      tagBlock('2G2:4717') + GOOD,
    ]);
    expect(messages).toMatchObject([{ receiver: 'basestation', at: 1_661_782_474_000 }]);
  });
});

describe('times around a sentence', () => {
  test.each([
    ['2024-01-01T00:00:00Z ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 00:00:00.250 ', '2024-01-01T00:00:00.250Z'],
    ['2024-01-01T02:00:00+02:00;', '2024-01-01T00:00:00Z'],
    ['2023-12-31T19:00:00-0500\t', '2024-01-01T00:00:00Z'],
    ['[2024-02-29T23:59:59,999Z] ', '2024-02-29T23:59:59.999Z'],
    ['1452026224 ', '2016-01-05T20:37:04Z'],
    ['1452026224500,', '2016-01-05T20:37:04.500Z'],
    ['2024-02-30T00:00:00Z ', null],
    ['receiver 7: ', null],
  ])('a logger wrote %j before it', (prefix, time) => {
    expect(decode(prefix + GOOD).messages).toMatchObject([{ mmsi: 371798000, time }]);
  });

  test.each([
    [',r003669945,1241544035', 'r003669945', 1_241_544_035_000],
    [',1452026224', null, 1_452_026_224_000],
    [',s28089,d-103,T39.44353985,x147521,r08TPHI1,1242958962', 'r08TPHI1', 1_242_958_962_000],
    [',d-077,S1832,t004248.00,T48.85520485,r07RPAL1,1272415370', 'r07RPAL1', 1_272_415_370_000],
    [',b003660465', 'b003660465', null],
    [' ', null, null],
    ['\\x0d\\x0a', null, null],
  ])('a USCG-style feed wrote %j behind it', (suffix, receiver, at) => {
    expect(decode(GOOD + suffix).messages).toMatchObject([{ receiver, at }]);
  });

  test('$PGHP dates the sentences after it (aislib)', () => {
    const { messages } = decode(['$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B', GOOD]);
    expect(messages).toMatchObject([{ time: '2010-06-11T11:46:11.390Z' }]);
  });

  test.each([
    ['$GPRMC,035258,A,5013.4693,N,00346.6503,W,4.0,183.2,260711,3.8,W,A*18', '2011-07-26T03:52:58Z'],
    ['$GPZDA,170948,18,08,2022,00,00*48', '2022-08-18T17:09:48Z'],
    ['$GPRMC,035258,A,5013.4693,N,00346.6503,W,4.0,183.2,260711,3.8,W,A*19', null],
    ['$GPRMC,035258,V,,,,,,,260711,,*3D', null],
    ['$GPRMC,,A,,,,,,,,,', null],
    ['$GPRMC,', null],
    ['$PGHP,1,2010', null],
  ])('%s dates the sentences after it', (line, time) => {
    expect(decode([line, GOOD]).messages).toMatchObject([{ time }]);
  });

  test('the most trusted source wins: tag block, suffix, prefix, $PGHP, GPS', () => {
    const gps = '$GPRMC,035258,A,5013.4693,N,00346.6503,W,4.0,183.2,260711,3.8,W,A*18';
    const pghp = '$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B';
    const prefixed = `2024-01-01T00:00:00Z ${GOOD}`;
    const suffixed = `${prefixed},1452026224`;
    const tagged = `2024-01-01T00:00:00Z ${tagBlock('c:1661782474')}${GOOD},1452026224`;
    const { messages } = decode([gps, GOOD, pghp, GOOD, prefixed, suffixed, tagged]);
    expect(messages.map((m) => m.time?.slice(0, 4))).toEqual(['2011', '2010', '2024', '2016', '2022']);
  });
});

describe('lines', () => {
  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['several CR and LF', '\r\r\n'],
    ['CR alone', '\r'],
  ])('ends of %s are counted once', (_what, ending) => {
    const { messages, summary } = decode([GOOD, GOOD, GOOD].join(ending) + ending);
    expect(messages.map((m) => m.line)).toEqual([1, 2, 3]);
    expect(summary).toMatchObject({ lines: 3, notAis: 0 });
  });

  test('a last line without an end is read', () => {
    expect(decode(`${GOOD}\n${GOOD}`).summary).toMatchObject({ lines: 2, messages: 2 });
  });

  test('nothing is nothing', () => {
    expect(decode('').summary).toMatchObject({ lines: 0, notAis: 0, sentences: 0, messages: 0 });
  });

  test('a sentence broken off by the next one on the same line costs only itself', () => {
    const { messages, rejects, summary } = decode(`${GOOD.slice(0, 25)}${GOOD}\n`);
    expect(messages).toHaveLength(1);
    expect(rejects).toEqual(['no checksum @1']);
    expect(summary).toMatchObject({ lines: 1, sentences: 2 });
  });

  test('a line of more than 4096 bytes is given up, the next is read', () => {
    const long = `${' '.repeat(MOST_LINE)}${GOOD}\n`;
    const fits = `${' '.repeat(MOST_LINE - GOOD.length)}${GOOD}\n`;
    const { messages, rejects } = decode(long + fits + GOOD);
    expect(messages.map((m) => m.line)).toEqual([2, 3]);
    expect(rejects).toEqual(['line too long @1']);
  });
});
