// How a feed is, judged by the clock and against its own usual rate at this hour of the day: a quiet station and a dead one
// look alike unless one knows what is usual. In come what its connection says and how many reports it brought; out goes one
// word with one sentence. What has brought nothing since the start turns silent too. Pure; nothing here waits or sends.

import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { ConnectionState } from '../../feeds/live/keep-open.ts';
import type { FeedCondition, FeedNote } from '../../seams/feed-status.ts';

export interface FeedHealth {
  connection: ConnectionState | null;
  /** When anything was heard last, and since when it is listened to; UTC ms. */
  heardAt: number | null;
  listeningAt: number;
  /** The other side was last known to be there: an empty post, a pong. */
  aliveAt: number | null;
  connections: number;
  /** Reports of each of the last 60 minutes, the newest last, and the minute that is being counted. */
  minutes: number[];
  minuteAt: number;
  /** Reports a minute that are usual at each hour of the day, UTC; null where nothing is known yet. */
  usual: (number | null)[];
  /** The newest event time that it told. */
  newestAt: number | null;
  /** Left out before we saw it, by reason, and when that last happened. */
  lost: Record<string, number>;
  lostAt: number | null;
  /** Left out on purpose, by reason. */
  discarded: Record<string, number>;
  /** What there was to say of it lately, the newest last. */
  notes: FeedNote[];
}

export interface Judgement {
  condition: FeedCondition;
  /** One sentence. */
  says: string;
}

const KEPT_MINUTES = 60;
/** Silence is longer than this, and than so many times the usual interval between two reports. */
const SILENT_MS = MINUTE_MS;
const SILENT_INTERVALS = 10;
/** A new hour weighs so much against those of the days before. */
const LEARN = 0.2;
/** Fewer than this share of the usual reports within ten minutes is too few, where so many would be usual. */
const POOR_SHARE = 0.25;
const POOR_MINUTES = 10;
const POOR_LEAST = 20;
/** The rate that is told is one of so many minutes. */
const RATE_MINUTES = 5;
/** Reports that are older than this when they come are late for a watch. */
const LAG_MS = 10 * MINUTE_MS;
const LOST_MS = 5 * MINUTE_MS;
const KEPT_NOTES = 20;
/** So long a note of something wrong is what is said of a feed that is heard now and then. */
const WRONG_MS = 24 * HOUR_MS;

export function beginHealth(at: number, usual: FeedHealth['usual'] = new Array(24).fill(null)): FeedHealth {
  return {
    connection: null,
    heardAt: null,
    listeningAt: at,
    aliveAt: null,
    connections: 0,
    minutes: new Array(KEPT_MINUTES).fill(0),
    minuteAt: Math.floor(at / MINUTE_MS) * MINUTE_MS,
    usual: [...usual],
    newestAt: null,
    lost: {},
    lostAt: null,
    discarded: {},
    notes: [],
  };
}

export function noteConnection(health: FeedHealth, connection: ConnectionState): void {
  if (connection.how === 'open') health.connections++;
  health.connection = connection;
}

/** So many reports were heard since the last call. */
export function noteReports(health: FeedHealth, at: number, reports: number, newestAt: number | null): void {
  turnMinutes(health, at);
  health.minutes[KEPT_MINUTES - 1]! += reports;
  if (reports > 0) health.heardAt = at;
  health.newestAt = newestAt;
}

export function noteLost(health: FeedHealth, at: number, count: number, reason: string): void {
  health.lost[reason] = (health.lost[reason] ?? 0) + count;
  health.lostAt = at;
}

export function noteDiscarded(health: FeedHealth, count: number, reason: string): void {
  health.discarded[reason] = (health.discarded[reason] ?? 0) + count;
}

export function noteSaid(health: FeedHealth, note: FeedNote): void {
  health.notes = [...health.notes.slice(1 - KEPT_NOTES), note];
}

/** Whole minutes that have passed are learnt as usual for their hour, when the feed was listened to all the time. */
function turnMinutes(health: FeedHealth, at: number): void {
  const minuteAt = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  let turns = Math.min(KEPT_MINUTES, Math.round((minuteAt - health.minuteAt) / MINUTE_MS));
  if (turns <= 0) return;
  for (; turns > 0; turns--) {
    const count = health.minutes[KEPT_MINUTES - 1]!;
    const hour = Math.floor((health.minuteAt % (24 * HOUR_MS)) / HOUR_MS);
    // The minute in which listening began is not a whole one.
    if (health.connection?.how === 'open' && count > 0 && health.minuteAt >= health.listeningAt) {
      const before = health.usual[hour];
      // Sixty minutes of an hour together weigh as much as LEARN says.
      health.usual[hour] = before == null ? count : before + (count - before) * (LEARN / 60);
    }
    health.minutes.shift();
    health.minutes.push(0);
    health.minuteAt += MINUTE_MS;
  }
  health.minuteAt = minuteAt;
}

/** Reports a minute that are usual now: at this hour, else over all hours that are known. */
export function usualNow({ usual }: Readonly<FeedHealth>, at: number): number | null {
  const here = usual[Math.floor((at % (24 * HOUR_MS)) / HOUR_MS)];
  if (here != null) return here;
  const known = usual.filter((rate) => rate !== null);
  return known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0) / known.length;
}

/** `occasional`: its silence is no news. */
export function judge(health: Readonly<FeedHealth>, at: number, occasional = false): Judgement {
  const { connection, heardAt, listeningAt } = health;
  if (connection?.how === 'closed') {
    const again =
      connection.againAt === Number.POSITIVE_INFINITY ? '' : ` It is tried again ${inWords(connection.againAt - at)}.`;
    const refused = connection.failure === 'refused';
    return { condition: refused ? 'refused' : 'down', says: `${connection.says}${again}` };
  }
  if (connection === null || connection.how === 'connecting') {
    const waits = at - Math.max(connection?.at ?? listeningAt, heardAt ?? 0);
    if (waits <= SILENT_MS) return { condition: 'connecting', says: 'The connection is being made.' };
    return { condition: 'down', says: `There is no connection since ${Math.round(waits / MINUTE_MS)} min.` };
  }
  if (occasional) {
    const wrong = health.notes.findLast((note) => note.wrong && at - note.at < WRONG_MS);
    if (wrong !== undefined) return { condition: 'degraded', says: wrong.says };
    return { condition: 'ok', says: health.notes.at(-1)?.says ?? connection.says };
  }
  const usual = usualNow(health, at);
  const boundMs = Math.max(SILENT_MS, usual === null ? 0 : (SILENT_INTERVALS * MINUTE_MS) / usual);
  const quietMs = at - Math.max(heardAt ?? 0, connection.at, listeningAt);
  if (quietMs > boundMs) {
    const since = heardAt === null ? 'since the start' : `for ${Math.round(quietMs / MINUTE_MS)} min`;
    const other =
      health.aliveAt !== null && at - health.aliveAt < boundMs ? '; the other side says that it is there' : '';
    const rate = usual === null ? '' : ` Usual at this hour are ${rateWords(usual)}.`;
    return { condition: 'silent', says: `Connected, and nothing was heard ${since}${other}.${rate}` };
  }
  if (heardAt === null) return { condition: 'connecting', says: connection.says };
  if (health.lostAt !== null && at - health.lostAt < LOST_MS) {
    const [reason, count] = Object.entries(health.lost).at(-1)!;
    return { condition: 'degraded', says: `Some of it was lost: ${reason} (${count}).` };
  }
  const tenMinutes = health.minutes.slice(-1 - POOR_MINUTES, -1).reduce((sum, count) => sum + count, 0);
  const listened = at - Math.max(listeningAt, connection.at) >= (POOR_MINUTES + 1) * MINUTE_MS;
  if (
    usual !== null &&
    listened &&
    usual * POOR_MINUTES >= POOR_LEAST &&
    tenMinutes < POOR_SHARE * usual * POOR_MINUTES
  ) {
    const says = `It brings ${rateWords(tenMinutes / POOR_MINUTES)}; usual at this hour are ${rateWords(usual)}.`;
    return { condition: 'degraded', says };
  }
  if (health.newestAt !== null && heardAt - health.newestAt > LAG_MS) {
    return {
      condition: 'degraded',
      says: `Its newest report was ${inMinutes(heardAt - health.newestAt)} old when it came.`,
    };
  }
  return { condition: 'ok', says: `Connected; ${rateWords(perMinute(health, at))} in the last minutes.` };
}

/** Over the last five minutes, or as long as it has been listened to; a part of a minute counts as the part that it is. */
export function perMinute({ minutes, minuteAt, listeningAt }: Readonly<FeedHealth>, at: number): number {
  const fromAt = Math.max(listeningAt, minuteAt - RATE_MINUTES * MINUTE_MS);
  const sum = minutes.slice(-1 - RATE_MINUTES).reduce((total, count) => total + count, 0);
  return sum / Math.max(1, (at - fromAt) / MINUTE_MS);
}

function rateWords(rate: number): string {
  const shown = rate >= 10 ? Math.round(rate).toLocaleString('en-GB') : String(Math.round(rate * 10) / 10);
  return `${shown} reports a minute`;
}

function inWords(ms: number): string {
  if (ms <= 0) return 'at once';
  return ms < 2 * MINUTE_MS ? `in ${Math.ceil(ms / 1000)} s` : `in ${inMinutes(ms)}`;
}

function inMinutes(ms: number): string {
  return ms < 3 * HOUR_MS ? `${Math.round(ms / MINUTE_MS)} min` : `${Math.round(ms / HOUR_MS)} h`;
}
