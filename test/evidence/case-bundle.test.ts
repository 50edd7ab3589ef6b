// The bundle of a case: every alert inside is decided again and the case formed again, and no byte can be changed unseen.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../server/domain/cases/case.ts';
import { openBundle } from '../../server/evidence/open-bundle.ts';
import { verifyBundle } from '../../server/evidence/verify.ts';
import { type CaseRecord, verifyCase } from '../../server/evidence/verify-case.ts';
import { type ReplayedScenario, replayed } from './rig.ts';

let scene: ReplayedScenario;
let each: Case;
let bundle: Uint8Array;

beforeAll(async () => {
  scene = await replayed('chon-ma-san');
  const { rows } = await scene.store.cases({ scope: scene.scope, now: Date.UTC(2026, 0, 1), limit: 10 });
  each = rows[0]!;
  bundle = await scene.makeCase(each.id);
});
afterAll(() => scene.store.close());

const textOf = (name: string) => Buffer.from(openBundle(bundle).parts.get(name)!).toString('utf8');

describe('the bundle of a case', () => {
  it('decides each alert inside again, and forms the case again from them', () => {
    const { manifest, story, decisions } = verifyBundle(bundle, null);
    expect(manifest).toMatchObject({
      subject: { kind: 'case', id: each.id, revision: each.revision },
      says: each.sentence,
    });
    expect(decisions).toHaveLength(each.alerts + each.withdrawn);
    for (const { asFound } of decisions) expect(asFound).toBe(true);
    expect(story).toEqual({
      caseId: each.id,
      sentence: each.sentence,
      same: true,
      says: 'formed again from its alerts, and it says the same',
    });
  });

  it('has a page that says the case and leads to a page of each alert, and runs nothing', () => {
    const page = textOf('index.html');
    expect(page).toContain(each.sentence);
    expect(page).not.toContain('<script');
    for (const [, folder] of page.matchAll(/href="(alerts\/\d\d\/)index\.html"/g)) {
      expect(textOf(`${folder}index.html`)).toContain('Evidence of an alert');
    }
  });

  it('is the same again, byte for byte, and not whole once a byte is changed', async () => {
    expect(Buffer.from(await scene.makeCase(each.id)).equals(Buffer.from(bundle))).toBe(true);
    for (let i = 1; i <= 20; i++) {
      const changed = Uint8Array.from(bundle);
      const at = Math.floor((bundle.length * i) / 21);
      changed[at]! ^= 1;
      expect(() => verifyBundle(changed, null), `byte ${at}`).toThrow('The bundle is not as it was made');
    }
  });

  it('does not hold for a case that its alerts do not tell', () => {
    const record = JSON.parse(textOf('case.json')) as CaseRecord;
    const alerts = new Map(
      record.alerts.map(({ folder }) => [folder, JSON.parse(textOf(`${folder}alert.json`)).alert] as const),
    );
    const verify = (parts: Partial<CaseRecord>, inside = alerts) => verifyCase({ ...record, ...parts }, inside, each);
    expect(verify({ case: { ...each, sentence: 'Something else.' } })).toMatchObject({ same: false });
    expect(verify({ left: [{ id: 'x', why: '' }] })).toMatchObject({ same: null });
    expect(() => verify({}, new Map())).toThrow('is not the alert that case.json names');
    expect(() => verify({ alerts: [] })).toThrow('case.json does not name alerts/01/alert.json');
    expect(() => verifyCase(record, alerts, { id: 'case_other', revision: 1 })).toThrow('of another case');
  });

  it('is of a case as an earlier day had it, and none of a day on which there was none', async () => {
    const [first] = await scene.store.caseRevisions(scene.scope, each.id, 500);
    const then = verifyBundle(await scene.makeCase(each.id, first!.knownAt), null);
    expect(then.manifest.says).toBe(first!.sentence);
    await expect(scene.makeCase(each.id, first!.knownAt - 1)).rejects.toThrow('that was known at');
  });
});
