// The bundle of an alert decides again: from the recording, from what the store kept, and as an earlier day had it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionInput } from '../../server/evidence/again/decision.ts';
import { reportsOf, tableOf } from '../../server/evidence/again/report-table.ts';
import { readContainer } from '../../server/evidence/container.ts';
import { sealBundle } from '../../server/evidence/manifest.ts';
import { openBundle } from '../../server/evidence/open-bundle.ts';
import { mmsiOf, ownLines } from '../../server/evidence/raw-lines.ts';
import { type AlertRecord, verifyBundle } from '../../server/evidence/verify.ts';
import { deedOn, did } from '../contract/samples.ts';
import { type ReplayedScenario, replayed } from './rig.ts';

let scene: ReplayedScenario;
let bundle: Uint8Array;

beforeAll(async () => {
  scene = await replayed('chon-ma-san');
  bundle = await scene.make(scene.alerts[0]!.id);
});
afterAll(() => scene.store.close());

function partOf(bytes: Uint8Array, name: string): string {
  return Buffer.from(openBundle(bytes).parts.get(name)!).toString('utf8');
}

describe('an alert of a replay', () => {
  it('is decided again from its sentences, to the same bytes', () => {
    const { decisions } = verifyBundle(bundle, null);
    expect(decisions).toHaveLength(1);
    expect(decisions[0]).toMatchObject({ comparison: { outcome: 'same', count: 0 }, asFound: true });
    expect(decisions[0]!.hash).toBe(scene.alerts[0]!.evidence.hash);
    expect(decisions[0]!.why).toBe(scene.alerts[0]!.why);
  });

  it('makes the same bundle again, byte for byte', async () => {
    expect(Buffer.from(await scene.make(scene.alerts[0]!.id)).equals(Buffer.from(bundle))).toBe(true);
  });

  it('carries the sentences as they were received, and says which ships are not among them', () => {
    const lines = partOf(bundle, 'sentences.txt').split('\n');
    const sentences = lines.filter((line) => /!AIVDM/.test(line));
    const decision = JSON.parse(partOf(bundle, 'decision.json')) as DecisionInput;
    const reported = new Set(reportsOf(decision.reports).map(({ line }) => line));
    expect(sentences.length).toBeGreaterThanOrEqual(reported.size);
    for (const line of sentences.slice(0, 50)) expect(line.split('\t')).toHaveLength(3);
    const { asRecorded } = JSON.parse(partOf(bundle, 'alert.json')) as AlertRecord;
    expect(asRecorded.join(' ')).toContain('Other ships are not in the inputs');
    expect(asRecorded.join(' ')).toContain('A recording does not say whether its receivers were up');
  });

  it('is refused after a byte of any of its parts was changed, with the part named', () => {
    const entries = readContainer(bundle);
    expect(entries.length).toBeGreaterThan(9);
    for (const { name, packed } of entries) {
      const start = packed.byteOffset - bundle.byteOffset;
      for (const at of [0, 1, packed.length >> 1, packed.length - 2, packed.length - 1]) {
        const changed = Uint8Array.from(bundle);
        changed[start + at]! ^= 1;
        // A changed signature is told with what it signs.
        const named = name === 'manifest.sig' ? /manifest/ : new RegExp(name.replace('.', '\\.'));
        expect(() => openBundle(changed), `${name}, byte ${at}`).toThrow(named);
      }
    }
  });

  it('holds nothing of what people did with it', async () => {
    const { id } = scene.alerts[0]!;
    const subject = { kind: 'alert' as const, id };
    const signed = { by: 'anna', at: 1, deed: null };
    await did(scene.store, scene.scope, deedOn('acknowledge', { subject, note: 'known' }), signed);
    await did(scene.store, scene.scope, deedOn('assign', { subject, assignee: 'ben' }), signed);
    expect(Buffer.from(await scene.make(id)).equals(Buffer.from(bundle))).toBe(true);
    await did(scene.store, scene.scope, deedOn('assign', { subject, assignee: null }), signed);
    await did(scene.store, scene.scope, deedOn('reopen', { subject }), signed);
  });

  it('is decided from the events where what was heard is not kept, and says so', async () => {
    const kept = await scene.make(scene.alerts[0]!.id, { source: null });
    const [decision] = verifyBundle(kept, null).decisions;
    expect(decision).toMatchObject({ comparison: { outcome: 'same' }, asFound: true });
    expect(decision!.asRecorded.join(' ')).toContain('the events themselves are taken as recorded');
    expect(partOf(kept, 'sentences.txt')).toContain('Nothing of what was received is kept any more.');
  });

  it('comes out otherwise with other inputs, and the verifier says how', () => {
    const { parts, manifest } = openBundle(bundle);
    const decision = JSON.parse(partOf(bundle, 'decision.json')) as DecisionInput;
    const reports = reportsOf(decision.reports);
    // The second half of the voyage never happened.
    const altered = { ...decision, reports: tableOf(reports.slice(0, reports.length / 2)) };
    const { product, subject, says, asOf, label } = manifest;
    const forged = sealBundle(
      { product, subject, says, asOf, label },
      [...parts].map(([name, content]) => ({
        name,
        about: '',
        content: name === 'decision.json' ? JSON.stringify(altered) : content,
      })),
      scene.deps.key,
    );
    const [found] = verifyBundle(forged, null).decisions;
    expect(found!.asFound).toBe(false);
    expect(found!.comparison!.outcome).not.toBe('same');
  });

  it('refuses an alert that is not there, and a day before it was raised', async () => {
    await expect(scene.make('nothing')).rejects.toMatchObject({ code: 'not_found' });
    await expect(scene.make(scene.alerts[0]!.id, { asOf: 0 })).rejects.toThrow('had not been raised');
  });
});

describe('the table of reports', () => {
  it('gives back the very reports that it was made of', () => {
    const decision = JSON.parse(partOf(bundle, 'decision.json')) as DecisionInput;
    const reports = reportsOf(decision.reports);
    expect(reportsOf(JSON.parse(JSON.stringify(tableOf(reports))))).toEqual(reports);
    expect(reports.some(({ name }) => name !== '')).toBe(true);
  });
});

describe('lines of what a feed brought', () => {
  it('are those of the ships asked for, with every sentence of a message', () => {
    // ITU-R M.1371 samples: type 1 of MMSI 477553000, type 5 of MMSI 369190000.
    expect(mmsiOf('177KQJ5000G?tO`K>RA1wUbN0TKH')).toBe(477_553_000);
    const bytes = Buffer.from(
      [
        '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C',
        '!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C',
        '!AIVDM,2,2,1,A,88888888880,2*25',
        '{"mmsi":477553000,"lat":1}',
      ].join('\r\n'),
    );
    const texts = (mmsi: number) => ownLines(bytes, new Set([mmsi]), 'feed', 7).map(({ text }) => text.slice(0, 14));
    expect(texts(477_553_000)).toEqual(['!AIVDM,1,1,,B,', '{"mmsi":477553']);
    expect(texts(mmsiOf('55?MbV02;H;s<HtKR20EHE'))).toEqual(['!AIVDM,2,1,1,A', '!AIVDM,2,2,1,A']);
    expect(texts(123_456_789)).toEqual([]);
  });
});
