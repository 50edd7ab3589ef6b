// `keelwatch presence` and `keelwatch alibis`: who was in an area within a period, and which of the watched ships could not
// have been at a port. They read the store of the data folder, the live monitor's rows or those of a replay, and tell what
// the API tells.

import { Command } from 'commander';
import { loadTables } from '../../server/assembly.ts';
import { createAlibiDesk } from '../../server/desk/alibis.ts';
import { readArea } from '../../server/desk/area-text.ts';
import { createPresenceDesk } from '../../server/desk/presence.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { ALIBI_WORDS, type AlibiWord } from '../../server/domain/presence/alibi.ts';
import { HOUR_MS, utcMinute } from '../../server/domain/time.ts';
import { createLookup } from '../../server/http/lookup.ts';
import { instant, readAsOf } from '../../server/http/query.ts';
import { tellAlibis, tellPresence, type WhereaboutsDeps } from '../../server/http/whereabouts.ts';
import { alibisCsv, alibisGeoJson, presenceCsv, presenceGeoJson } from '../../server/http/whereabouts-files.ts';
import type { PresenceVessel, ShipAlibi } from '../../server/http/wire/index.ts';
import { LIVE } from '../../server/seams/store.ts';
import { print, printJson, withLists } from './list-desk.ts';

interface Flags {
  from: string;
  to: string;
  scope: string;
  asOf: string;
  limit: string;
  json?: boolean;
  csv?: boolean;
  geojson?: boolean;
  stay?: string;
  word?: string;
}

const MOST_ROWS = 500;

export function presenceCommand(): Command {
  const presence = new Command('presence');
  return asked(presence)
    .description('who was heard in an area within a period, what happened there, and what could not have been heard')
    .argument('<area>', 'a port or zone (rajin), west,south,east,north or lon,lat,km or a GeoJSON polygon')
    .action(tellWho);
}

export function alibisCommand(): Command {
  const alibis = new Command('alibis');
  return asked(alibis)
    .description('which of the watched ships could not have been at a port within a period, which could, which were')
    .argument('<port>', 'its id, such as rajin')
    .option('--stay <hours>', 'the shortest stay asked about', '0')
    .option('--word <words>', `only these, by commas: ${ALIBI_WORDS.join(', ')}`)
    .action(tellWhoNot);
}

function asked(command: Command): Command {
  return command
    .requiredOption('--from <time>', 'RFC 3339 or a UTC day; belongs to the period')
    .requiredOption('--to <time>', 'like --from; does not belong to the period')
    .option('--scope <id>', "'live' or a replay's id", LIVE)
    .option('--as-of <day>', 'listings and sightings as they stood then', 'now')
    .option('--limit <rows>', `vessels told, up to ${MOST_ROWS}`, String(MOST_ROWS))
    .option('--json', 'the answer of the API on one line')
    .option('--csv', 'a table')
    .option('--geojson', 'for a map');
}

async function tellWho(text: string, flags: Flags): Promise<void> {
  await withWhereabouts(async (deps) => {
    const area = readArea(text, loadTables().places);
    const said = await tellPresence(deps, { ...(await questionOf(deps, flags)), area });
    if (flags.json) return printJson(said);
    if (flags.csv) return void process.stdout.write(presenceCsv(said));
    if (flags.geojson) return void process.stdout.write(`${presenceGeoJson(said)}\n`);
    print(`${said.area.title}, ${utcMinute(said.fromAt)} to ${utcMinute(said.toAt)}:`);
    for (const row of said.rows) print(`  ${vesselLine(row)}`);
    if (said.next !== null) print('  There are more: ask for a shorter period, or with --csv over the API.');
    for (const { summary } of said.events.rows) print(`  ${summary}`);
    for (const seen of said.sightings.rows) print(`  Sighted: ${seen.what} (${seen.grade}; ${seen.source})`);
    for (const sentence of said.says) print(sentence);
    if (said.label !== null) print(said.label);
  });
}

async function tellWhoNot(placeId: string, flags: Flags): Promise<void> {
  await withWhereabouts(async (deps) => {
    const said = await tellAlibis(deps, {
      ...(await questionOf(deps, flags)),
      placeId,
      stayMs: numberOf('--stay', flags.stay ?? '0', 0, 168) * HOUR_MS,
      words: wordsOf(flags.word),
    });
    if (flags.json) return printJson(said);
    if (flags.csv) return void process.stdout.write(alibisCsv(said));
    if (flags.geojson) return void process.stdout.write(`${alibisGeoJson(said)}\n`);
    print(`${said.place.name}, ${utcMinute(said.fromAt)} to ${utcMinute(said.toAt)}, ways ${said.distancesBy}:`);
    print(`  ${ALIBI_WORDS.map((word) => `${SAID[word]}: ${said.counts[word]}`).join(', ')}`);
    for (const row of said.rows) if (row.speedLimitKn !== null) alibiLines(row);
    for (const sentence of said.says) print(sentence);
    if (said.next !== null) print('  There are more ships: name the words that you want with --word.');
    if (said.label !== null) print(said.label);
  });
}

const SAID: Record<AlibiWord, string> = {
  was: 'was there',
  could: 'could have been there',
  doubtful: 'no alibi that holds',
  'could-not': 'could not have been there',
  'never-heard': 'never heard, which is no alibi',
};

function alibiLines({ vesselName, word, grounds, doubts }: ShipAlibi): void {
  print(`  ${vesselName}: ${SAID[word]}`);
  for (const ground of grounds) print(`    ${ground}`);
  for (const doubt of doubts) print(`    But: ${doubt}`);
}

function vesselLine(row: PresenceVessel): string {
  const listed = row.authorities.length > 0 ? `, listed by ${row.authorities.join(', ')}` : '';
  const who = `${row.vesselName} (MMSI ${row.mmsi}${row.watched ? ', watched' : ''}${listed})`;
  if (row.firstAt === null || row.lastAt === null) {
    return `${who}: may have crossed between ${utcMinute(row.crossing?.fromAt ?? 0)} and ${utcMinute(row.crossing?.toAt ?? 0)}`;
  }
  const kept = `${row.fixes} kept ${row.fixes === 1 ? 'position' : 'positions'}`;
  return `${who}: ${utcMinute(row.firstAt)} to ${utcMinute(row.lastAt)}, ${kept}, nearest ${row.closest.km} km`;
}

/** The desks on the store of the data folder. */
async function withWhereabouts(work: (deps: WhereaboutsDeps) => Promise<void>): Promise<void> {
  const { reference, places, sea } = loadTables();
  await withLists(async ({ store, sync, now }) => {
    const hulls = sync.watch().hulls;
    await work({
      store,
      now,
      lookup: createLookup({ store, reference: { ...reference, hulls } }),
      whereabouts: {
        presence: createPresenceDesk(store),
        alibis: createAlibiDesk({ store, sea, places, hulls: async () => hulls }),
      },
    });
  });
}

async function questionOf({ store, now }: WhereaboutsDeps, flags: Flags) {
  const { scope } = flags;
  if (scope !== LIVE && (await store.replay(scope)) === null) {
    throw new CodedError('not_found', `There is no replay '${scope}'.`);
  }
  return {
    scope,
    fromAt: timeOf('--from', flags.from),
    toAt: timeOf('--to', flags.to),
    asOf: readAsOf(flags.asOf === 'now' ? 'now' : timeOf('--as-of', flags.asOf), now),
    limit: numberOf('--limit', flags.limit, 1, MOST_ROWS),
  };
}

function timeOf(flag: string, text: string): number {
  const read = instant.safeParse(text);
  if (read.success) return read.data;
  throw new CodedError('invalid', `${flag} is "${text}": ${read.error.issues[0]?.message ?? 'no time'}.`);
}

function numberOf(flag: string, text: string, least: number, most: number): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= least && number <= most) return number;
  throw new CodedError('invalid', `${flag} is "${text}"; it is a number from ${least} to ${most}.`);
}

function wordsOf(text: string | undefined): AlibiWord[] | undefined {
  return text?.split(',').map((given) => {
    const word = ALIBI_WORDS.find((each) => each === given.trim());
    if (word === undefined)
      throw new CodedError('invalid', `--word is "${given}"; known are ${ALIBI_WORDS.join(', ')}.`);
    return word;
  });
}
