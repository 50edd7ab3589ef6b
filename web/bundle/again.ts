// The script inside every evidence bundle: a button that decides the alert again, in the reader's browser and without a
// network, from the inputs that the page carries. It is the program's own engine. What comes out is compared field by field
// with what was recorded, and shown as text; where anything differs, that is what it says.

import type { Alert } from '../../server/domain/alert.ts';
import {
  type Comparison,
  compare,
  decide,
  hashedText,
  inRecordedDigits,
  withRecorded,
} from '../../server/evidence/again/decide.ts';
import type { DecisionInput } from '../../server/evidence/again/decision.ts';

const OUTCOMES: Record<Comparison['outcome'], string> = {
  same: 'Decided again: the same, in every field that was compared.',
  rounded: 'Decided again: the same but for the rounding of kept positions.',
  differs: 'Decided again: parts of it come out otherwise here. They are listed below.',
  withdrawn: 'Decided again: with all that was known by then no such alert is raised. That is why it was withdrawn.',
  'not raised': 'Decided again: from these inputs no such alert is raised.',
};

const LAST_DIGITS = (count: number) =>
  `${count} ${count === 1 ? 'number differs' : 'numbers differ'} after the ninth digit: browsers and machines reckon sines to sixteen digits, and not all to the same last one. They count as the same, and the hash was worked out with the digits as recorded.`;

const button = document.querySelector<HTMLButtonElement>('#decide');
const result = document.querySelector<HTMLElement>('#result');

if (button !== null && result !== null) {
  button.hidden = false;
  button.addEventListener('click', () => void run(button, result));
}

async function run(asked: HTMLButtonElement, into: HTMLElement): Promise<void> {
  asked.disabled = true;
  show(into, 'busy', [paragraph('Deciding again. This takes some seconds.')]);
  // The words are drawn before the engine takes the thread.
  await new Promise((resolve) => setTimeout(resolve, 50));
  try {
    const decision = (await unpacked('decision')) as DecisionInput;
    const { alert: recorded } = JSON.parse(textOf('recorded')) as { alert: Alert };
    const began = performance.now();
    const decided = decide(decision);
    const again = decided.alert === null ? null : withRecorded(decided.alert, recorded, decision.asRecorded);
    const comparison = compare(recorded, again);
    const hash = again === null ? null : await sha256(hashedText(inRecordedDigits(recorded, again)));
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    show(into, comparison.outcome.replace(' ', '-'), [
      paragraph(OUTCOMES[comparison.outcome], 'outcome'),
      facts([
        ['Inputs taken', `${decided.inputs.toLocaleString('en')} in ${seconds} s`],
        [
          'Alert',
          again === null
            ? 'none'
            : `${again.id}${again.id === recorded.id ? ', the same' : `, recorded was ${recorded.id}`}`,
        ],
        ['Sentence', again === null ? 'none' : again.why],
        ['', again === null ? '' : again.why === recorded.why ? 'word for word as recorded' : 'not as recorded'],
        ['Events', eventsText(recorded, again)],
        ['SHA-256', hash === null ? 'none' : hash],
        [
          '',
          hash === null
            ? ''
            : hash === recorded.evidence.hash
              ? 'as recorded'
              : `recorded was ${recorded.evidence.hash}`,
        ],
      ]),
      ...(comparison.lastDigits === 0 ? [] : [paragraph(LAST_DIGITS(comparison.lastDigits), 'quiet')]),
      ...differences(comparison),
      ...decided.faults.map((fault) => paragraph(fault)),
    ]);
  } catch (error) {
    show(into, 'failed', [
      paragraph('This browser could not decide again.', 'outcome'),
      paragraph(error instanceof Error ? error.message : String(error)),
      paragraph('On a command line: keelwatch verify, with the bundle’s zip.'),
    ]);
  } finally {
    asked.disabled = false;
  }
}

function eventsText(recorded: Alert, again: Alert | null): string {
  const ids = (alert: Alert) => alert.evidence.events.map(({ id }) => id);
  const before = ids(recorded);
  if (again === null) return `none; recorded were ${before.join(', ')}`;
  const now = ids(again);
  const same = now.length === before.length && now.every((id, index) => id === before[index]);
  return `${now.join(', ')}: ${same ? 'the same' : `recorded were ${before.join(', ')}`}`;
}

function differences({ differences: rows, count }: Comparison): HTMLElement[] {
  if (rows.length === 0) return [];
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const word of ['Field', 'Recorded', 'Decided again']) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = word;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { path, recorded, again } of rows) {
    const row = body.insertRow();
    for (const text of [path, recorded, again]) row.insertCell().textContent = text;
  }
  const more = count > rows.length ? [paragraph(`And ${count - rows.length} more.`)] : [];
  return [table, ...more];
}

function show(into: HTMLElement, outcome: string, nodes: readonly HTMLElement[]): void {
  into.dataset.outcome = outcome;
  into.replaceChildren(...nodes);
}

function paragraph(text: string, name?: string): HTMLElement {
  const made = document.createElement('p');
  if (name !== undefined) made.className = name;
  made.textContent = text;
  return made;
}

function facts(rows: readonly (readonly [string, string])[]): HTMLElement {
  const list = document.createElement('dl');
  for (const [name, value] of rows) {
    if (value === '') continue;
    const term = document.createElement('dt');
    const said = document.createElement('dd');
    term.textContent = name;
    said.textContent = value;
    list.append(term, said);
  }
  return list;
}

/** Text of a script element that holds data. */
function textOf(id: string): string {
  const found = document.getElementById(id)?.textContent;
  if (!found) throw new Error(`This page has no ${id}: it is not whole.`);
  return found;
}

/** Base64 of gzip of JSON. */
async function unpacked(id: string): Promise<unknown> {
  const packed = Uint8Array.from(atob(textOf(id).trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
