// A screening as a page to print or to keep: what was asked and when, the answer to each question with its list lines,
// which lists were asked with their dates, and which were not. Plain HTML with its own style, no script, nothing fetched;
// every text of a list or a user is shown as text.

import { plainLines } from '../../domain/plain-text.ts';
import type * as wire from '../wire/index.ts';

const OUTCOMES: Readonly<Record<wire.ScreenResult['outcome'], string>> = {
  match: 'Something fits',
  unread: 'Not read: this is no all-clear',
  partial: 'No match on the lists that were asked; not every list was asked',
  clear: 'No match on any list',
};

export function screenRecordPage(record: wire.ScreenRecord): string {
  const { against, results, notes, version, sha256 } = record;
  const counts = Map.groupBy(results, ({ outcome }) => outcome);
  const sums = [...counts].map(([outcome, rows]) => `${rows.length} × ${OUTCOMES[outcome].toLowerCase()}`).join('; ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Screening of ${text(against.askedAt.slice(0, 16))}Z</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body>
<h1>Screening record</h1>
<p>Asked ${text(against.askedAt.replace('T', ' ').slice(0, 19))} UTC with keelwatch ${text(version)}. ${results.length === 1 ? '1 question' : `${results.length} questions`}: ${text(sums)}.</p>
${notes.map((note) => `<p>${text(note)}</p>`).join('\n')}
${results.map(resultOf).join('\n')}
<h2>Lists that were asked</h2>
<table><thead><tr><th>List</th><th>Authority</th><th>Published</th><th>Imported</th><th>State</th></tr></thead><tbody>
${against.lists.map(listRow).join('\n')}
<tr><td>Built-in table of ${against.builtIn.hulls} ships (a choice, no whole list)</td><td>several</td><td>compiled to ${text(against.builtIn.asOf)}</td><td></td><td></td></tr>
</tbody></table>
<h2>Not asked, since not loaded</h2>
${against.notLoaded.length === 0 ? '<p>None: every authority that this program can read was asked.</p>' : `<ul>${against.notLoaded.map(missingRow).join('')}</ul>`}
<p class="small">A match is a lead, not a finding; “no match” speaks of the lists above, on their days, and of nothing else. This is not legal advice.<br>Fingerprint (SHA-256 of the record as JSON): ${text(sha256)}</p>
</body></html>
`;
}

function resultOf(result: wire.ScreenResult): string {
  const { asked, line, outcome, matches, parties, classes, notes, unread } = result;
  const where = line === null ? '' : ` <span class="small">line ${line}</span>`;
  return `<section class="${outcome}"><h2>${text(asked)}${where}</h2><p class="outcome">${text(OUTCOMES[outcome])}.</p>
${[...new Set([...unread, ...notes])].map((said) => `<p>${text(said)}</p>`).join('\n')}
${matches.map((match) => entryOf(`${match.name}${match.imo === null ? '' : `, IMO ${match.imo}`}`, match.evidence, match.lines, '')).join('\n')}
${parties.map((party) => entryOf(partyTitle(party), party.evidence, party.lines, shipsOf(party))).join('\n')}
${classes.map(({ title, why, lines }) => `<div class="entry"><h3>${text(title)}</h3><p>${text(why)}</p>${linesOf(lines)}</div>`).join('\n')}
</section>`;
}

function partyTitle({ name, companyImos }: wire.ScreenParty): string {
  return companyImos.length === 0 ? name : `${name}, IMO company number ${companyImos.join(', ')}`;
}

function shipsOf({ ships }: wire.ScreenParty): string {
  if (ships.length === 0) return '<p>No list names a ship with it.</p>';
  const rows = ships.map(
    ({ name, imo, role, source, basis }) =>
      `<li>${text(name)}${imo === null ? '' : `, IMO ${imo}`}: ${text(role)}, by ${text(source)}${basis === 'name' ? ' (by the name alone)' : ''}</li>`,
  );
  return `<p>Ships that lists name with it:</p><ul>${rows.join('')}</ul>`;
}

function entryOf(title: string, evidence: wire.MatchEvidence, lines: readonly wire.ScreenLine[], more: string): string {
  const reasons = [
    ...evidence.witnesses.map((said) => `<li>for: ${text(said)}</li>`),
    ...evidence.contradictions.map((said) => `<li>against: ${text(said)}</li>`),
  ];
  return `<div class="entry"><h3>${text(title)} <span class="small">${text(evidence.level)} (${text(evidence.rule)})</span></h3><ul>${reasons.join('')}</ul>${linesOf(lines)}${more}</div>`;
}

function linesOf(lines: readonly wire.ScreenLine[]): string {
  const rows = lines.map(({ authority, programme, listed, delisted, standing, list, recordId, raw }) => {
    const days = `${listed === null ? 'no date' : `listed ${listed}`}${delisted === null ? '' : `, ended ${delisted}`}`;
    const line = raw === null ? '' : `<pre>${text(raw)}</pre>`;
    return `<li><strong>${text(authority)}</strong> ${text(programme)}, ${text(days)} (${text(standing)}) [${text(`${list} ${recordId ?? ''}`.trim())}]${line}</li>`;
  });
  return rows.length === 0 ? '<p>No list line of its own.</p>' : `<ul>${rows.join('')}</ul>`;
}

function listRow({
  title,
  authority,
  published,
  importedAt,
  state,
  says,
}: wire.ScreenAgainst['lists'][number]): string {
  return `<tr><td>${text(title)}</td><td>${text(authority)}</td><td>${text(published ?? 'no mark')}</td><td>${text(importedAt.slice(0, 10))}</td><td>${text(state)}${says === null ? '' : `: ${text(says)}`}</td></tr>`;
}

function missingRow({ authority, partly, lists }: wire.ScreenAgainst['notLoaded'][number]): string {
  return `<li>${text(authority)}${partly ? ', in part' : ''}: ${text(lists.map(({ title }) => title).join('; '))}</li>`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function text(said: string): string {
  return plainLines(said).replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
}

const STYLE = `body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.4rem 0 .3rem}h3{font-size:1rem;margin:.6rem 0 .2rem}section{border-top:1px solid #999}
.outcome{font-weight:600;margin:.2rem 0}.entry{margin-left:1rem;break-inside:avoid}.small{font-size:.8rem;font-weight:400;color:#444}
table{border-collapse:collapse;width:100%}th,td{text-align:left;border-bottom:1px solid #ccc;padding:.2rem .5rem .2rem 0;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.75rem;margin:.2rem 0;color:#333}ul{margin:.2rem 0}@media print{body{margin:0;max-width:none}}`;
