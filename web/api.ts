// Asks the server under /api/v1 and hands back the wire shapes. A refusal becomes an ApiError with the server's own
// sentence; pages of a list are followed to their end, within a bound. It keeps nothing.

import type { AlertDetail, AlertSummary } from '../server/http/wire/alert.ts';
import type { CaseSummary } from '../server/http/wire/case.ts';
import type { Health } from '../server/http/wire/health.ts';
import type { VesselEvent } from '../server/http/wire/kinds/index.ts';
import type { Port, Zone } from '../server/http/wire/place.ts';
import type { Problem } from '../server/http/wire/problem.ts';
import type { Reach, ReachSet } from '../server/http/wire/reach.ts';
import type { Recording, Replay, ReplayRequest, Scenario, ScenarioSketch } from '../server/http/wire/replay.ts';
import type { Track, TrackSet } from '../server/http/wire/track.ts';
import type { VesselDossier } from '../server/http/wire/vessel.ts';
import { SIGNED_OUT } from './access/me.ts';

const BASE = '/api/v1';
const PAGE_SIZE = 200;
/** Pages read of one list: 20,000 rows are more than a person reads, and a bound keeps a mistake from spinning. */
const MAX_PAGES = 100;

export class ApiError extends Error {
  readonly status: number;
  readonly code: Problem['code'] | 'unreachable';

  constructor(status: number, code: ApiError['code'], message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

type Query = Record<string, string | number | boolean | undefined>;

export const api = {
  health: () => get<Health>('/health'),
  replays: () => rows<Replay>('/replays'),
  scenarios: () => rows<Scenario>('/scenarios'),
  replay: (id: string) => get<Replay>(`/replays/${encodeURIComponent(id)}`),
  sketch: (scenario: string) => get<ScenarioSketch>(`/scenarios/${encodeURIComponent(scenario)}/sketch`),
  recordings: () => rows<Recording>('/recordings'),
  startReplay: (request: Partial<ReplayRequest>) => post<Replay>('/replays', request),
  tracks: (scope: string) => get<TrackSet>('/tracks', { scope }),
  track: (scope: string, vesselId: string) => get<Track>(`/vessels/${encodeURIComponent(vesselId)}/track`, { scope }),
  alerts: (scope: string) => rows<AlertSummary>('/alerts', { scope }),
  alertRevisions: (scope: string) => rows<AlertSummary>('/alerts/revisions', { scope }),
  cases: (scope: string) => rows<CaseSummary>('/cases', { scope }),
  caseRevisions: (scope: string) => rows<CaseSummary>('/cases/revisions', { scope }),
  alert: (scope: string, id: string) => get<AlertDetail>(`/alerts/${encodeURIComponent(id)}`, { scope }),
  events: (scope: string) => rows<VesselEvent>('/events', { scope }),
  eventRevisions: (scope: string) => rows<VesselEvent>('/events/revisions', { scope }),
  dossier: (scope: string, vesselId: string, asOf?: string) =>
    get<VesselDossier>(`/vessels/${encodeURIComponent(vesselId)}`, { scope, asOf }),
  reach: (scope: string, vesselId: string, at: number) =>
    get<Reach>(`/vessels/${encodeURIComponent(vesselId)}/reach`, { scope, at: Math.round(at) }),
  reaches: (scope: string, at: number) => get<ReachSet>('/reach', { scope, at: Math.round(at) }),
  ports: () => rows<Port>('/ports'),
  contextPorts: () => rows<Port>('/ports', { context: true }),
  zones: () => rows<Zone>('/zones'),
};

/** Where a browser downloads the evidence of an alert. */
export function evidenceUrl(scope: string, alertId: string): string {
  return `${BASE}/alerts/${encodeURIComponent(alertId)}/evidence${written({ scope })}`;
}

export function streamUrl(after: number, scope: string, page: Pick<Location, 'protocol' | 'host'>): string {
  const protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${protocol}//${page.host}${BASE}/stream${written({ after, scope })}`;
}

/** Where a browser downloads what a path answers. */
export function pathOf(path: string, query: Query): string {
  return BASE + path + written(query);
}

export async function get<T>(path: string, query: Query = {}): Promise<T> {
  return ask<T>(path + written(query), { headers: { accept: 'application/json' } });
}

export async function post<T>(path: string, body: unknown, query: Query = {}): Promise<T> {
  return ask<T>(path + written(query), {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(path, {
    method: 'PUT',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(path, {
    method: 'PATCH',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function postText<T>(path: string, type: string, body: string): Promise<T> {
  return ask<T>(path, { method: 'POST', headers: { accept: 'application/json', 'content-type': type }, body });
}

export async function remove(path: string): Promise<void> {
  await ask(path, { method: 'DELETE', headers: { accept: 'application/json' } });
}

/** Reads a list to its end. Small lists come as an array or as one page; both are taken. */
export async function rows<T>(path: string, query: Query = {}): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  for (let i = 0; i < MAX_PAGES; i++) {
    const page = await get<T[] | { rows: T[]; next: string | null }>(path, { ...query, limit: PAGE_SIZE, after });
    if (Array.isArray(page)) return page;
    all.push(...page.rows);
    if (page.next === null) break;
    after = page.next;
  }
  return all;
}

/** A file that takes a while to be made. */
export async function getFile(path: string, query: Query = {}): Promise<Blob> {
  return (await answerTo(path + written(query), {})).blob();
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  return (await (await answerTo(path, init)).json()) as T;
}

async function answerTo(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(BASE + path, init);
  } catch {
    throw new ApiError(0, 'unreachable', 'The server does not answer.');
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  if (problem === null) {
    throw new ApiError(response.status, 'internal', `The server answered ${response.status} without saying why.`);
  }
  if (problem.code === 'unauthenticated' && !path.startsWith('/sign-in')) dispatchEvent(new Event(SIGNED_OUT));
  throw new ApiError(response.status, problem.code, problem.detail === '' ? problem.title : problem.detail);
}

function written(query: Query): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, String(value));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
