// The first page of a case's bundle: what the case says, its legs with their ends and how each is known, and the way to each
// alert inside, whose own page decides it again. It runs no script.

import { createHash } from 'node:crypto';
import type { CaseLeg } from '../../domain/cases/case.ts';
import { momentOf } from '../../domain/time.ts';
import type { CaseEvidence } from '../case-bundle.ts';
import type { BundleDeps } from '../manifest.ts';
import { escaped } from '../markup.ts';
import { STYLE } from './style.ts';

export function casePage({ case: each, label, alerts, left }: CaseEvidence, { key, product }: BundleDeps): string {
  const style = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
  const policy = `default-src 'none'; style-src '${style}'; base-uri 'none'; form-action 'none'`;
  const ships = each.ships.map(({ name }) => name).join(' and ');
  const badges = [
    each.state === 'withdrawn' ? 'withdrawn' : null,
    `gravest: ${each.severity}`,
    `surest: ${each.confidence} confidence`,
    `weakest: ${each.basis}`,
    ...each.ships.flatMap(({ imo, mmsi }) => [
      imo === null ? null : `IMO ${imo}`,
      mmsi === null ? null : `MMSI ${mmsi}`,
    ]),
  ].filter((word) => word !== null);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(each.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="kicker">Evidence of a case, ${escaped(product)}</p>
<h1>${escaped(ships)} <span>${escaped(each.themeTitle)}</span></h1>
<ul class="badges">${badges.map((word) => `<li>${escaped(word)}</li>`).join('')}</ul>
<p class="why">${escaped(each.sentence)}</p>
${label === null ? '' : `<p class="note" role="note">${escaped(`This is a replay that is ${label}.`)}</p>`}
<p class="quiet">As it stood at ${escaped(momentOf(each.knownAt))}, event time, in revision ${each.revision}. This page states what was observed, sighted or possible. It accuses nobody.</p>
</header>
<section><h2>Legs and calls</h2>
<table><thead><tr><th>What</th><th>From</th><th>To</th><th>Basis</th></tr></thead><tbody>
${each.legs.map(legRow).join('\n')}
</tbody></table>
${each.legCount > each.legs.length ? `<p class="note">${each.legCount - each.legs.length} earlier legs are not listed here.</p>` : ''}</section>
<section><h2>The alerts inside</h2>
<p>Each has a page of its own with what it rests on, what would refute it, and a button that decides it again.</p>
<ol>
${alerts
  .map(
    ({ folder, gathered: { alert } }) =>
      `<li><a href="${folder}index.html">${escaped(alert.ruleTitle)}</a>: ${escaped(alert.why)}${alert.state === 'withdrawn' ? ' <strong>Withdrawn.</strong>' : ''}</li>`,
  )
  .join('\n')}
</ol>
${left.length === 0 ? '' : `<p class="note" role="note">${left.length} earlier alerts of this case are not in this bundle, which holds the newest ${alerts.length}; case.json names them. Each has a bundle of its own.</p>`}</section>
<section class="files"><h2>The signature</h2>
<p>manifest.json has the SHA-256 of every part and is signed once for all of them.</p>
<dl><dt>Signed by the key</dt><dd><code>${escaped(key.fingerprint)}</code></dd></dl>
<p class="quiet">This page cannot check its own signature: whoever changes a file could change what it says. “keelwatch verify” checks every byte, decides each alert again and forms the case again from them.</p>
</section>
</main>
</body>
</html>
`;
}

function legRow(leg: CaseLeg): string {
  const places = leg.placeNames.length === 0 ? leg.ruleTitle : leg.placeNames.join(' to ');
  const what = leg.kind === 'encounter' ? `Encounter with ${leg.partnerName ?? 'another ship'}` : places;
  const to = leg.ahead ? 'not ended' : momentOf(leg.toAt);
  const basis = leg.grade === null ? leg.basis : `${leg.basis}, ${leg.grade}`;
  const cells = [
    ['What', what],
    ['From', momentOf(leg.fromAt)],
    ['To', to],
    ['Basis', basis],
  ] as const;
  return `<tr>${cells.map(([head, text]) => `<td data-head="${head}">${escaped(text)}</td>`).join('')}</tr>`;
}
