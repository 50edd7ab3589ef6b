// The bundle of one alert: its parts, and the sealed zip. In comes what was gathered and decided; nothing here asks the store
// or the time, so that the same alert gives the same bytes.

import { AS_RECORDED } from './again/decision.ts';
import type { Chosen } from './choose-decision.ts';
import type { Gathered } from './gather.ts';
import { FROM_STORE } from './kept-positions.ts';
import { type PartContent, sealBundle } from './manifest.ts';
import { indexPage } from './page/index-page.ts';
import { positionFiles } from './position-files.ts';
import type { SigningKey } from './signing-key.ts';
import type { AlertRecord } from './verify.ts';

/** What goes into every bundle beside the alert. */
export interface BundleDeps {
  key: SigningKey;
  /** Name and version of the program. */
  product: string;
  /** The script that decides again in a reader's browser; null where the page was not built. */
  engine: string | null;
}

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

/** What is not decided again, in sentences. */
export function asRecordedOf({ from, scope, replay }: Gathered, chosen: Chosen | null): string[] {
  if (chosen === null)
    return [
      'This alert is an account of what is stored about a newly listed ship. No rule decided it, and nothing of it is decided again.',
    ];
  const said: string[] = [];
  if (chosen.decision.from === 'events')
    said.push(
      'What was heard is not kept well enough to decide from: the rules were asked again about the events as they were recorded, and the events themselves are taken as recorded.',
    );
  for (const part of chosen.decision.asRecorded)
    said.push(`Taken as recorded, and not decided again: ${AS_RECORDED[part]}.`);
  if (chosen.decision.from === 'reports' && from !== 'recording' && from !== 'what the feeds brought')
    said.push(
      'The reports are, at least in part, positions as the program kept them: how they were received is not shown again.',
    );
  said.push(
    'Other ships are not in the inputs, but for those that the events name. Where the silence of a ship is judged by what was heard around it, the judgement stands on the ship’s own reports here.',
  );
  if (scope !== 'live' && replay !== null)
    said.push('A recording does not say whether its receivers were up: no state of a feed is among the inputs.');
  return said;
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
