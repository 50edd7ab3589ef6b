// The bundle of one alert: its parts, and the sealed zip. In comes what was gathered and decided; nothing here asks the store
// or the time, so that the same alert gives the same bytes.

import { asRecordedOf } from './as-recorded.ts';
import type { Chosen } from './choose-decision.ts';
import type { Gathered } from './gather.ts';
import { FROM_STORE } from './kept-positions.ts';
import { type BundleDeps, type PartContent, sealBundle } from './manifest.ts';
import { indexPage } from './page/index-page.ts';
import { positionFiles } from './position-files.ts';
import type { AlertRecord } from './verify.ts';

/** `chosen` is null for an alert that no engine decides (a look-back). */
export function bundleOf(gathered: Gathered, chosen: Chosen | null, { key, product, engine }: BundleDeps): Uint8Array {
  const { alert, scope, replay } = gathered;
  const parts = partsOf(gathered, chosen);
  parts.unshift({
    name: 'index.html',
    about: 'what was raised and why, and a button that decides it again',
    content: indexPage(gathered, chosen, { key, product, engine }),
  });
  if (engine !== null) parts.push({ name: 'engine.js', about: 'the engine that decides again', content: engine });
  return sealBundle(
    {
      product,
      subject: { kind: 'alert', id: alert.id, scope, revision: alert.revision },
      says: alert.why,
      asOf: new Date(alert.knownAt).toISOString(),
      label: replay?.label ?? null,
    },
    parts,
    key,
  );
}

export function partsOf(gathered: Gathered, chosen: Chosen | null): PartContent[] {
  const { alert, rule, hull, vessel, lists, listRows, events, sightings } = gathered;
  const record: AlertRecord = {
    alert,
    found: chosen === null ? null : chosen.comparison,
    asRecorded: asRecordedOf(gathered, chosen),
    notes: gathered.heard.notes,
  };
  const parts: PartContent[] = [
    {
      name: 'alert.json',
      about: 'the alert with its evidence, rule, hull and vessel',
      content: pretty({ ...record, since: gathered.since, rule, hull, vessel, sightings, events }),
    },
    {
      name: 'lists.json',
      about: 'the lists that the designations come from, with their marks, and the records themselves',
      content: pretty({
        lists: lists.map(({ list, title, authority, mark, importedAt, files }) => ({
          list,
          title,
          authority,
          mark,
          importedAt,
          files,
        })),
        builtIn: gathered.builtInLists,
        records: listRows,
      }),
    },
    ...positionFiles(gathered),
    { name: 'sentences.txt', about: 'what was received, line by line', content: sentences(gathered) },
  ];
  if (chosen !== null)
    parts.unshift({
      name: 'decision.json',
      about: 'the inputs of the decision',
      content: `${JSON.stringify(chosen.decision)}\n`,
    });
  return parts;
}

function sentences({ heard, from }: Gathered): string {
  const head = [
    `# ${from === FROM_STORE ? 'Nothing of what was received is kept any more.' : 'As received: source, line, and the line itself.'}`,
  ];
  for (const note of heard.notes) head.push(`# ${note}`);
  const lines = heard.raw.map(({ source, line, text }) => `${source}\t${line}\t${text}`);
  return `${[...head, ...lines].join('\n')}\n`;
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
