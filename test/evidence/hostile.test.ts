// Text of others in a bundle: names that would be markup, script, formulas, turned text or half letters do nothing in any part.

import { parse } from 'csv-parse/sync';
import { Parser } from 'htmlparser2';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf } from '../../server/evidence/bundle.ts';
import { chooseDecision } from '../../server/evidence/choose-decision.ts';
import { type Gathered, gather } from '../../server/evidence/gather.ts';
import { openBundle } from '../../server/evidence/open-bundle.ts';
import { type ReplayedScenario, replayed } from './rig.ts';

const NASTY = [
  '=HYPERLINK("http://x","y")',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  ']]>&lt;<!--',
  '\u202egnp.exe\u0000\u001b[31m\ud800',
  '𝄞 ünïcode\r\n@formula',
].join(' ');

let scene: ReplayedScenario;
let texts: Map<string, string>;
let gathered: Gathered;

beforeAll(async () => {
  scene = await replayed('chon-ma-san');
  const { scope, ...said } = scene.alerts[0]! as (typeof scene.alerts)[0] & { scope: string };
  const real = await gather(scene.deps, scope, said, null, scene.source);
  const chosen = chooseDecision(real, scene.deps.masks());
  const { alert } = real;
  gathered = {
    ...real,
    alert: {
      ...alert,
      vesselName: NASTY,
      why: NASTY,
      ruleTitle: NASTY,
      evidence: {
        ...alert.evidence,
        confidenceGrounds: [NASTY],
        otherExplanations: [NASTY],
        reports: alert.evidence.reports.map((report) => ({ ...report, source: NASTY })),
        designations: alert.evidence.designations.map((row) => ({ ...row, authority: NASTY, source: NASTY })),
      },
    },
    sightings: [
      {
        id: NASTY,
        vesselId: alert.vesselId,
        fromAt: alert.fromAt,
        toAt: alert.fromAt,
        placeId: null,
        lon: 130,
        lat: 42,
        what: NASTY,
        means: 'witness',
        grade: 'possible',
        source: NASTY,
        link: 'javascript:alert(1)',
        arrivedAt: alert.fromAt,
      },
    ],
    heard: {
      ...real.heard,
      notes: [NASTY],
      reports: real.heard.reports.map((report) => ({ ...report, source: NASTY })),
    },
  };
  const bytes = bundleOf(gathered, chosen, { ...scene.deps, engine: 'void "</script>";' });
  texts = new Map([...openBundle(bytes).parts].map(([name, part]) => [name, Buffer.from(part).toString('utf8')]));
});
afterAll(() => scene.store.close());

describe('hostile names', () => {
  it('are text on the page: no element, no attribute and no script comes of them', () => {
    const page = texts.get('index.html')!;
    const elements: Record<string, number> = {};
    const attributes = new Set<string>();
    const parser = new Parser({
      onopentag(name, given) {
        elements[name] = (elements[name] ?? 0) + 1;
        for (const attribute of Object.keys(given)) attributes.add(attribute);
      },
    });
    parser.end(page);
    expect(elements).toMatchObject({ script: 3, style: 1, button: 1 });
    for (const name of ['img', 'iframe', 'a', 'link', 'object', 'embed', 'form'])
      expect(elements).not.toHaveProperty(name);
    expect([...attributes].filter((name) => /^on|^src|^href|^style$|^action/.test(name))).toEqual([]);
    for (const letter of ['\u202e', '\u0000', '\u001b']) expect(page.includes(letter)).toBe(false);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/@import|url\(/);
  });

  it('are text in KML and GPX, which are well-formed', () => {
    for (const name of ['positions.kml', 'positions.gpx']) {
      const errors: string[] = [];
      const elements = new Set<string>();
      const parser = new SaxesParser();
      parser.on('error', (error) => void errors.push(error.message));
      parser.on('opentag', (tag) => void elements.add(tag.name));
      parser.write(texts.get(name)!).close();
      expect(errors).toEqual([]);
      expect([...elements].filter((element) => /^(script|img)$/i.test(element))).toEqual([]);
    }
  });

  it('run as no formula in a table', () => {
    const table = texts.get('positions.csv')!;
    const rows = parse(table) as string[][];
    expect(rows.length).toBeGreaterThan(20);
    expect(table.trimEnd().split('\r\n')).toHaveLength(rows.length);
    expect(rows.flat().filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([]);
  });

  it('stay the same data in GeoJSON', () => {
    const { features } = JSON.parse(texts.get('positions.geojson')!) as {
      features: { properties: { what: string; source?: string } }[];
    };
    const sighting = features.find(({ properties }) => properties.what === 'sighting');
    expect(sighting!.properties.source).toBe(NASTY);
  });
});
