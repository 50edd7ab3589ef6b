// The sections of a bundle's page: events, sightings, ranking, what would refute it, listings of the day, the rule, the hull,
// what could be heard. Each is a table or a list of plain sentences, made of data alone; text of others is escaped.

import { summarise } from '../../domain/kinds/index.ts';
import { dayOf, daysOf, HOUR_MS, momentOf } from '../../domain/time.ts';
import { type Designation, endText, sinceText } from '../../domain/vessel.ts';
import type { Gathered } from '../gather.ts';
import { escaped } from '../markup.ts';
import type { Position } from '../position-files.ts';
import { sightingsOfLeg } from '../sightings-of-leg.ts';
import { refutations } from './refutations.ts';

/** Ports of a ranking that are shown; all of them are in alert.json. */
const MOST_RANKED = 4;
/** Reports shown; all of them are in positions.csv. */
const MOST_REPORTS = 12;
const MOST_GAPS = 12;

export function eventSection({ alert }: Gathered): string {
  const rows = alert.evidence.events.map((event, index) => [
    String(index + 1),
    span(event.beganAt, event.endedAt),
    event.state === 'withdrawn' ? `withdrawn${event.reason ? `: ${event.reason}` : ''}` : event.basis,
    summarise(event, alert.vesselName),
    event.id,
  ]);
  return section(
    'What it rests on',
    table(['No.', 'When', 'Basis', 'What', 'Event'], rows) +
      `<h3>How sure it is: ${escaped(alert.confidence)}, as sure as the weakest of these</h3>${list(alert.evidence.confidenceGrounds)}`,
  );
}

export function sightingSection(gathered: Gathered): string {
  const shown = sightingsOfLeg(gathered);
  const left = gathered.sightings.length - shown.length;
  if (gathered.sightings.length === 0) return '';
  const rows = shown.map((seen) => [
    span(seen.fromAt, seen.toAt),
    seen.what,
    `${seen.grade}, ${seen.means}${seen.withdrawn ? `; withdrawn: ${seen.withdrawn.reason}` : ''}`,
    seen.link === null ? seen.source : `${seen.source} (${seen.link})`,
    momentOf(seen.arrivedAt),
  ]);
  return section(
    'Sightings',
    (rows.length === 0
      ? '<p>None of this leg.</p>'
      : table(['Seen', 'What', 'How sure', 'Source', 'Known since'], rows)) +
      (left === 0 ? '' : `<p class="quiet">${left} more of this ship, of other days: alert.json has them.</p>`),
  );
}

export function rankingSection({ alert }: Gathered): string {
  return alert.evidence.events
    .map((event, index) => {
      if (event.kind !== 'possible-dark-call') return '';
      const { facts } = event;
      const all = [facts.reach, ...facts.alternatives].sort((a, b) => b.points - a.points);
      const rows = all
        .slice(0, MOST_RANKED)
        .map((port) => [
          port.placeName,
          String(port.points),
          port.slackMs === null ? 'still silent' : `${(port.slackMs / HOUR_MS).toFixed(1)} h`,
          momentOf(port.earliestArrivalAt),
          port.latestDepartureAt === null ? 'still silent' : momentOf(port.latestDepartureAt),
          port.terms
            .map(({ text, points }) => (points === 0 ? text : `${text} (${points > 0 ? '+' : ''}${points})`))
            .join('; '),
        ]);
      const left = all.length - rows.length;
      return section(
        `Which ports the silence of event ${index + 1} left in reach`,
        `<p>${escaped(`${facts.placeName} ranks ${facts.rank} of ${all.length}. At most ${facts.speedLimitKn.toFixed(1)} kn were reckoned with, distances by ${facts.distancesBy}, and a stay of at least ${(facts.minStayMs / HOUR_MS).toFixed(1)} h. A port in reach is a possibility, not a call.`)}</p>` +
          table(['Port', 'Points', 'Time to spare', 'There not before', 'Away not after', 'Reasons'], rows, 'ranking') +
          (left > 0 ? `<p class="quiet">${left} more ports were in reach: alert.json has them all.</p>` : ''),
      );
    })
    .join('');
}

export function refutingSection(gathered: Gathered): string {
  const { otherExplanations } = gathered.alert.evidence;
  return section(
    'What would refute it',
    list(refutations(gathered)) +
      (otherExplanations.length === 0 ? '' : `<h3>What else would explain it</h3>${list(otherExplanations)}`),
  );
}

export function designationSection(gathered: Gathered): string {
  const { alert } = gathered;
  const { designations, otherDesignations } = alert.evidence;
  const head = ['Who lists it', 'Programme', 'Since', 'Record', 'Source and copy'];
  const rows = (of: readonly Designation[]) =>
    of.map((row) => [
      row.authority + (row.sanction ? '' : ' (a catalogue, no sanction)'),
      row.programme,
      [sinceText(row) ?? 'no published date', row.delistedAt === null ? '' : endText(row)]
        .filter((text) => text !== '')
        .join(', '),
      row.ref ?? '',
      copyOf(gathered, row),
    ]);
  const others =
    otherDesignations.length === 0
      ? ''
      : `<h3>Not in force then: of a later date, or without one</h3>${table(head, rows(otherDesignations))}`;
  return section(
    `In force on ${dayOf(alert.toAt)}`,
    (designations.length === 0
      ? '<p>No listing of this hull was in force on that day.</p>'
      : table(head, rows(designations))) + others,
  );
}

/** From which copy of which list the row was read. */
function copyOf({ lists, builtInLists }: Gathered, { list: id, authority, source }: Designation): string {
  const list = lists.find((each) => each.list === id);
  if (list !== undefined) {
    const mark = list.mark === null ? `copy taken in on ${dayOf(list.importedAt)}` : `copy of ${list.mark.text}`;
    return `${list.title}, ${mark}`;
  }
  // Of one authority the table may have several lists: then no single copy can be named.
  const own = builtInLists.filter((each) => each.authority === authority);
  const copy = own.length === 1 ? `, copy of ${own[0]!.asOf}` : '';
  return `${source}; in the table that comes with the program${copy}`;
}

export function ruleSection({ alert, rule }: Gathered): string {
  const { legal, thresholds } = alert.evidence;
  const laws = legal.map(({ jurisdiction, instrument, fromAt, toAt, verified }) => {
    const until = toAt === null ? '' : ` to ${dayOf(toAt)}`;
    return `${jurisdiction}: ${instrument}, from ${dayOf(fromAt)}${until}${verified ? '' : '; detail not verified'}`;
  });
  return section(
    'The rule',
    `<p>${escaped(`${alert.ruleTitle} (${alert.ruleId}, version ${alert.evidence.rule.version}). ${rule?.why ?? ''}`)}</p>` +
      (rule?.noise ? `<p class="quiet">${escaped(`Known noise: ${rule.noise}`)}</p>` : '') +
      (laws.length === 0 ? '' : `<h3>Legal texts behind it</h3>${list(laws)}`) +
      table(
        ['Threshold', 'Value'],
        thresholds.map(({ name, value, unit }) => [name, `${value} ${unit}`]),
      ),
  );
}

export function identitySection({ alert, vessel, hull }: Gathered): string {
  const { match } = alert.evidence;
  const heard = (vessel?.identity ?? []).map(({ field, value, firstAt, lastAt }) => [
    field,
    value,
    daysOf(firstAt, lastAt),
  ]);
  const matched =
    match === null
      ? '<p>No radio unit was matched to the hull: what is said rests on sightings, or on the unit’s own words.</p>'
      : `<p>${escaped(`The unit was taken for this hull by rule ${match.rule}: ${match.level}.`)}</p>${list(match.witnesses)}${match.contradictions.length === 0 ? '' : `<h3>What speaks against it</h3>${list(match.contradictions)}`}`;
  return section(
    'Why it is this hull',
    matched +
      (hull === null
        ? ''
        : `<p class="quiet">${escaped(`On the watchlist: ${hull.name}${hull.aliases.length === 0 ? '' : `, also ${hull.aliases.join(', ')}`}${hull.flag === null ? '' : `, flag ${hull.flag}`}.`)}</p>`) +
      (heard.length === 0
        ? ''
        : `<details><summary>What the radio said of itself (${heard.length} lines)</summary>${table(['Field', 'Value', 'Heard'], heard)}</details>`),
  );
}

export function hearingSection({ events, heard, alert, scope, from }: Gathered): string {
  const end = alert.knownAt;
  const gaps = events.flatMap((event) =>
    event.kind === 'gap' &&
    event.state !== 'withdrawn' &&
    (event.endedAt ?? end) >= alert.fromAt &&
    event.beganAt <= alert.toAt
      ? [event]
      : [],
  );
  const rows = gaps
    .slice(0, MOST_GAPS)
    .map((gap) => [span(gap.beganAt, gap.endedAt), gap.facts.grade.replaceAll('-', ' '), gap.facts.grounds.join(' ')]);
  const feeds = heard.feeds.map(({ feed, state, fromAt, toAt }) => [feed, state, span(fromAt, toAt)]);
  const ownFeeds =
    feeds.length > 0
      ? table(['Feed', 'State', 'When'], feeds.slice(0, MOST_GAPS))
      : `<p class="quiet">${scope === 'live' ? 'What our feeds said of themselves is not kept for that time.' : 'A recording does not say whether its receivers were up.'}</p>`;
  return section(
    'What could be heard meanwhile',
    (rows.length === 0
      ? '<p>The ship was not silent within the leg for longer than is usual there.</p>'
      : table(['Not heard', 'Whose silence', 'Grounds'], rows) +
        (gaps.length > rows.length ? `<p class="quiet">${gaps.length - rows.length} more such gaps.</p>` : '')) +
      ownFeeds +
      `<p class="quiet">${escaped(`The reports of this bundle come from: ${from}.`)}</p>` +
      (heard.notes.length === 0 ? '' : list(heard.notes)),
  );
}

export function positionSection({ alert }: Gathered, positions: readonly Position[]): string {
  const rows = alert.evidence.reports
    .slice(0, MOST_REPORTS)
    .map(({ at, lon, lat, source, line }) => [
      momentOf(at),
      `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
      'AIS as received',
      `${source}, line ${line}`,
    ]);
  return section(
    'Positions behind the events',
    (rows.length === 0
      ? '<p>No single report is kept with this alert.</p>'
      : table(['When', 'Latitude, longitude', 'Basis', 'Where it was read'], rows)) +
      `<p class="quiet">${positions.length.toLocaleString('en')} positions are in positions.csv, each with its basis and its line.</p>`,
    'positions',
  );
}

function section(title: string, body: string, name = ''): string {
  return `<section${name === '' ? '' : ` class="${name}"`}><h2>${escaped(title)}</h2>${body}</section>\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], name = ''): string {
  const cells = (row: readonly string[]) =>
    row.map((cell, index) => `<td data-head="${escaped(head[index] ?? '')}">${escaped(cell)}</td>`).join('');
  return `<table${name === '' ? '' : ` class="${name}"`}><thead><tr>${head.map((word) => `<th scope="col">${escaped(word)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table>`;
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `<ul>${texts.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`;
}

function span(fromAt: number, toAt: number | null): string {
  if (toAt === null) return `${momentOf(fromAt)}, lasting`;
  return fromAt === toAt ? momentOf(fromAt) : `${momentOf(fromAt)} to ${momentOf(toAt)}`;
}
