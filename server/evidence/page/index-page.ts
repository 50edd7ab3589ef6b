// The page of a bundle: one HTML file that needs neither a server nor a network. It says what was raised and why, shows what
// it rests on, and carries the inputs and the engine that decide it again. Its policy allows the two scripts and the one
// style that are in it, by their hashes, and nothing else.

import { createHash } from 'node:crypto';
import { gzipSync } from 'fflate';
import { momentOf } from '../../domain/time.ts';
import { asRecordedOf } from '../as-recorded.ts';
import type { Chosen } from '../choose-decision.ts';
import type { Gathered } from '../gather.ts';
import type { BundleDeps } from '../manifest.ts';
import { escaped, scriptJson } from '../markup.ts';
import { positionsOf } from '../position-files.ts';
import { mapDrawing } from './map-drawing.ts';
import {
  designationSection,
  eventSection,
  hearingSection,
  identitySection,
  positionSection,
  rankingSection,
  refutingSection,
  ruleSection,
  sightingSection,
} from './sections.ts';
import { STYLE } from './style.ts';
import { timelineDrawing } from './timeline-drawing.ts';

export function indexPage(gathered: Gathered, chosen: Chosen | null, { key, product, engine }: BundleDeps): string {
  const { alert, replay, since } = gathered;
  const positions = positionsOf(gathered);
  const script = engine === null || chosen === null ? null : engine.replace(/<\/script/gi, '<\\/script');
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    ...(script === null ? [] : [`script-src '${hashOf(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const places = alert.placeIds.map((id) => gathered.options.places.port(id)?.name ?? id);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(`${alert.vesselName}: ${alert.ruleTitle}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="kicker">Evidence of an alert, ${escaped(product)}</p>
<h1>${escaped(alert.vesselName)} <span>${escaped(places.join(' to '))}</span></h1>
${badges(gathered)}
<p class="why">${escaped(alert.why)}</p>
${note(replay?.label ? `This is a replay that is ${replay.label}.` : null)}
${note(alert.state === 'withdrawn' ? `Withdrawn at ${momentOf(alert.knownAt)}: the sentence says why. What it rested on before stands below.` : null)}
${note(since === null ? null : sinceText(since))}
<p class="quiet">As it stood at ${escaped(momentOf(alert.knownAt))}, event time, in revision ${alert.revision}; first raised at ${escaped(momentOf(alert.raisedAt))}. This page states what was observed, sighted or possible. It accuses nobody.</p>
</header>
${decisionSection(gathered, chosen, script !== null)}
<section><h2>Where</h2>${mapDrawing(gathered, positions)}
<p class="key">Solid: heard, position by position. Broken: not heard, and the way is not known. Numbers: events. Triangles: sightings. Squares: ports. Coast: Natural Earth.</p></section>
<section><h2>When</h2>${timelineDrawing(gathered, positions)}
<p class="key">The upright line is when the alert was said in this revision. All times are UTC.</p></section>
${eventSection(gathered)}
${sightingSection(gathered)}
${rankingSection(gathered)}
${refutingSection(gathered)}
${designationSection(gathered)}
${ruleSection(gathered)}
${identitySection(gathered)}
${hearingSection(gathered)}
${positionSection(gathered, positions)}
<section class="files"><h2>The other files, and the signature</h2>
<p>Beside this page the bundle holds the alert as data (alert.json), the lists behind it (lists.json), positions as GeoJSON, KML, CSV and GPX, ${gathered.heard.raw.length === 0 ? 'and says in sentences.txt why nothing of what was received is in it' : `and the ${gathered.heard.raw.length} lines that were received (sentences.txt)`}. manifest.json has the SHA-256 of every part and is signed.</p>
<dl><dt>Signed by the key</dt><dd><code>${escaped(key.fingerprint)}</code></dd><dt>Evidence, SHA-256</dt><dd><code>${escaped(alert.evidence.hash)}</code></dd></dl>
<p class="quiet">This page cannot check its own signature: whoever changes a file could change what it says. “keelwatch verify” checks every byte and decides again. A key says which installation signed, if you know its fingerprint by another way; it does not say that the positions are true.</p>
</section>
</main>
${
  script === null || chosen === null
    ? ''
    : `<script type="application/json" id="recorded">${scriptJson({ alert })}</script>
<script type="text/plain" id="decision">${Buffer.from(gzipSync(Buffer.from(JSON.stringify(chosen.decision)), { mtime: 0 })).toString('base64')}</script>
<script>${script}</script>
`
}</body>
</html>
`;
}

function badges({ alert }: Gathered): string {
  const words = [
    alert.state === 'withdrawn' ? 'withdrawn' : null,
    `${alert.severity} severity`,
    `${alert.confidence} confidence`,
    alert.grade === null ? alert.basis : `${alert.basis}, ${alert.grade}`,
    alert.imo === null ? null : `IMO ${alert.imo}`,
    alert.mmsi === null ? null : `MMSI ${alert.mmsi}`,
  ];
  return `<ul class="badges">${words.flatMap((word) => (word === null ? [] : [`<li>${escaped(word)}</li>`])).join('')}</ul>`;
}

function sinceText({ revision, state, knownAt, why }: NonNullable<Gathered['since']>): string {
  const what = state === 'withdrawn' ? 'withdrawn' : `revised (revision ${revision})`;
  return `This is an earlier state. It was ${what} at ${momentOf(knownAt)}: ${why}`;
}

function note(text: string | null): string {
  return text === null ? '' : `<p class="note" role="note">${escaped(text)}</p>`;
}

function decisionSection(gathered: Gathered, chosen: Chosen | null, here: boolean): string {
  const limits = asRecordedOf(gathered, chosen)
    .map((text) => `<li>${escaped(text)}</li>`)
    .join('');
  const found =
    chosen === null
      ? ''
      : {
          same: 'When this bundle was made the decision was repeated from these inputs, and every field came out the same.',
          rounded:
            'When this bundle was made the decision was repeated from these inputs, and it came out the same but for the rounding of kept positions.',
          differs: `When this bundle was made the decision was repeated from these inputs, and ${chosen.comparison.count} fields came out otherwise. Deciding again lists them.`,
          withdrawn:
            'When this bundle was made the decision was repeated: with all that was known by then no such alert is raised, which is why it was withdrawn.',
          'not raised':
            'When this bundle was made the decision was repeated from these inputs, and no such alert came of it: what was heard is not kept well enough.',
        }[chosen.comparison.outcome];
  const run = here
    ? '<button id="decide" type="button" hidden>Decide again in this browser</button><noscript><p class="quiet">The button needs scripts, which this browser does not run.</p></noscript><div id="result" role="status" aria-live="polite"></div>'
    : '';
  return `<section class="decision"><h2>Decide it again</h2><p>${escaped(found)}</p>${run}<h3>What this does not repeat</h3><ul>${limits}</ul></section>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
