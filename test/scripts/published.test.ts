// Sightings of the scenarios are what was published, and nothing else: against the table that stories take them from, and
// against the facts that the table was compiled from, where these are at hand.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { listScenarios } from '../../db/scenarios/load.ts';
import { PUBLISHED, type Published } from '../../scripts/scenarios/published.ts';
import { endOf, startOf } from '../../scripts/scenarios/story.ts';
import type { Sighting } from '../../server/domain/sighting.ts';

const FACTS = new URL('../../../shared/facts/', import.meta.url);
const here = existsSync(new URL('vessels.json', FACTS)) && existsSync(new URL('vessels.md', FACTS));

const told = listScenarios().flatMap(({ id, sightings }) => sightings.map((sighting) => ({ id, sighting })));

/** What of a sighting somebody published. */
function published({ vesselId, placeId, fromAt, toAt, what, means, grade, source }: Sighting): object {
  return { vesselId, placeId, fromAt, toAt, what, means, grade, source };
}

function asTold(row: Published): object {
  const { vesselId, placeId, from, to, what, means, grade, source } = row;
  return { vesselId, placeId, fromAt: startOf(from), toAt: endOf(to), what, means, grade, source };
}

describe('the sightings of the scenarios', () => {
  it('are the rows of the table of what was published, each once, under the same words and source', () => {
    const by = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    for (const { id, sightings } of listScenarios()) {
      const rows = PUBLISHED.filter(({ story }) => story === id);
      expect(sightings.map(published).sort(by), id).toEqual(rows.map(asTold).sort(by));
    }
    expect(told).toHaveLength(PUBLISHED.length);
  });

  it('last no longer than was published, and name no date as reconstructed or invented', () => {
    for (const { sighting } of told) {
      expect(sighting.toAt - sighting.fromAt, sighting.id).toBeLessThan(4 * 86_400_000);
      expect(`${sighting.source} ${sighting.what}`, sighting.id).not.toMatch(/reconstruct|(date|day|ship) invented/i);
    }
  });

  it('are told in the chronology of their scenario, whose every row names its source', () => {
    for (const { id, sightings, chronology } of listScenarios()) {
      for (const sighting of sightings) {
        const rows = chronology.filter(({ when }) => covers(when, sighting.fromAt, sighting.toAt));
        expect(rows.length, `${id} ${sighting.id}`).toBeGreaterThan(0);
      }
    }
  });
});

describe.skipIf(!here)('the table of what was published (needs the facts beside the checkout)', () => {
  const read = (name: string): string => readFileSync(new URL(name, FACTS), 'utf8');
  const facts = here ? chronologies(read('vessels.md')) : [];
  const vessels: Vessel[] = here ? JSON.parse(read('vessels.json')).vessels : [];
  const { ports } = loadReference();

  it.each(PUBLISHED.map((row) => [`${row.vesselId} ${row.placeId} ${row.from}`, row] as const))(
    'has %s as the facts have it: that ship, that place, that day',
    (_, row) => {
      const names = vessels.filter((vessel) => idsOf(vessel).includes(row.vesselId)).flatMap(namesOf);
      expect(names.length).toBeGreaterThan(0);
      const place = row.placeId === null ? 'Vladivostok' : ports.find(({ id }) => id === row.placeId)!.name;
      const word = place.replace(/^Zhoushan /, '').split(/[ (]/)[0]!;
      const lines = facts.filter(
        ({ about, text }) =>
          names.some((name) => about.includes(name)) &&
          text.toLowerCase().includes(word.toLowerCase()) &&
          daysIn(text, about).some(([from, to]) => from <= row.from.slice(0, 10) && row.to.slice(0, 10) <= to),
      );
      expect(lines.length, `no line of the facts has ${names[0]} at ${word} on ${row.from}`).toBeGreaterThan(0);
      const sources = row.source.split(/[;/,]/).map((part) => part.trim().split(' ')[0]!);
      // Two lines of the facts name no publisher; the row then says so itself.
      if (!row.source.includes('vessel table')) {
        expect(
          lines.some(({ text }) => sources.some((source) => text.includes(abbreviated(source)))),
          row.source,
        ).toBe(true);
      }
    },
  );
});

interface Vessel {
  imo: string | null;
  name: string;
  aliases?: string[];
}

function idsOf({ imo, name }: Vessel): string[] {
  return [imo === null ? `hull:${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}` : `imo:${imo}`];
}

function namesOf({ name, aliases }: Vessel): string[] {
  return [name, ...(aliases ?? [])];
}

function abbreviated(source: string): string {
  return source === 'Financial' ? 'FT' : source;
}

/** Lines of the voyage chronology, each with the ship that it is about. */
function chronologies(page: string): { about: string; text: string }[] {
  const rows: { about: string; text: string }[] = [];
  let heading = '';
  for (const line of page.slice(page.indexOf('## Voyage chronology')).split('\n')) {
    if (line.startsWith('### ')) heading = line.slice(4);
    if (!line.startsWith('| ')) continue;
    rows.push({ about: heading.startsWith('Other') ? line : heading, text: line });
  }
  return rows;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days and spans that a line speaks of: "2024-02-04 / 08 / 10", "2024-04-02..03 / 14", "4 Sep", "14 Sep 2025". */
function daysIn(text: string, about: string): [from: string, to: string][] {
  const spans: [string, string][] = [];
  for (const [, month, list] of text.matchAll(/(\d{4}-\d\d)-(\d\d(?:(?: \/ |\.\.)\d\d)*)/g)) {
    for (const part of list!.split(' / ')) {
      const [from, to = from] = part.split('..');
      spans.push([`${month}-${from}`, `${month}-${to}`]);
    }
  }
  // "… to 2022-12-09": from the first whole day of the line to it.
  const whole = [...text.matchAll(/\d{4}-\d\d-\d\d/g)].map(([day]) => day);
  if (/ to \d{4}-\d\d-\d\d/.test(text) && whole.length > 1) spans.push([whole[0]!, whole[1]!]);
  const year = /\b(20\d\d)\b/.exec(about)?.[1] ?? /\b(20\d\d)\b/.exec(text)?.[1];
  const day = /\b(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*(?: (20\d\d))?/g;
  for (const [, dayNumber, month, ofYear = year] of text.matchAll(day)) {
    const monthNumber = String(MONTHS.indexOf(month!) + 1).padStart(2, '0');
    const date = `${ofYear}-${monthNumber}-${dayNumber!.padStart(2, '0')}`;
    spans.push([date, date]);
  }
  // "2023-10 early … Rajin about 19 Oct" has its month in the first cell and its day in the second.
  const early = /\| (\d{4})-(\d\d) early/.exec(text);
  const about19 = /about (\d\d) \w{3}/.exec(text);
  if (early && about19) spans.push([`${early[1]}-${early[2]}-${about19[1]}`, `${early[1]}-${early[2]}-${about19[1]}`]);
  return spans;
}

/** Whether a row of a scenario's chronology speaks of a day: "2024-02-04", "2024-04-02 to 2024-04-03", "2023-10". */
function covers(when: string, fromAt: number, toAt: number): boolean {
  const days = [...when.matchAll(/\d{4}-\d\d(?:-\d\d)?/g)].map(([day]) => day);
  const first = new Date(fromAt).toISOString().slice(0, 10);
  const last = new Date(toAt).toISOString().slice(0, 10);
  const [from, to = from] = days;
  return from !== undefined && from <= first && last.slice(0, to!.length) <= to!;
}
