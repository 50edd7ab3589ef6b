// Mutes: which ships and rules are not told of for a while. They are judged by event time, and stop no detection.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { previewMute } from '../../desk/mute-preview.ts';
import type { Case } from '../../domain/cases/case.ts';
import { UNDO_MS } from '../../domain/desk/deed.ts';
import { CodedError } from '../../domain/errors.ts';
import { mustBeInstant } from '../../domain/instant.ts';
import { LONGEST_MUTE_MS, type MuteCover, type Mute as Quiet, triggeredAt } from '../../domain/mute.ts';
import { DAY_MS, HOUR_MS, isoMoment } from '../../domain/time.ts';
import { currentCase } from '../../seams/case-store.ts';
import { LIVE, type Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { signatureOf } from '../person.ts';
import { rfc3339 } from '../present/moment.ts';
import { presentMute, presentMutePreview } from '../present/rule.ts';
import { given, scopeOf, scopeQuery } from '../query.ts';
import {
  AlertMutes,
  AlertMutesRequest,
  CaseMutesRequest,
  Mute,
  MuteCoverRequest,
  MuteMade,
  MutePreview,
  MuteRequest,
} from '../wire/mute.ts';
import { page, time } from '../wire/values.ts';
import { findVessel } from './vessels.ts';

const scoped = { querystring: z.object(scopeQuery) };

export function muteRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'rules' | 'reference' | 'opensScope'>,
  lookup: Lookup,
): void {
  const { store, clock } = deps;

  app.get(
    '/mutes',
    {
      config: { needs: 'read' },
      schema: { summary: 'Mutes, the one that lasts longest first', ...scoped, ...answers(page(Mute)) },
    },
    async ({ query }) => {
      const scope = await scopeOf(deps, query.scope);
      return { rows: (await store.mutes(scope)).map((mute) => presentMute(mute, scope)), next: null };
    },
  );

  app.post(
    '/mutes',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Mute a ship, a rule, a place, a list or a case, or several of them together, between two event times',
        ...scoped,
        body: MuteRequest,
        ...answers(MuteMade),
      },
    },
    async (request) => {
      const scope = await scopeOf(deps, request.query.scope);
      const signed = signatureOf(request, clock, randomUUID());
      const { story, ...cover } = await readCover(deps, lookup, scope, request.body);
      const mute = { ...readMute(clock.now(), scope, request.body, story), ...cover, by: signed.by };
      await store.saveMute(scope, mute, signed);
      return { ...presentMute(mute, scope), deed: signed.deed!, undoUntil: rfc3339(signed.at + UNDO_MS) };
    },
  );

  app.post(
    '/mutes/preview',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'What a mute would have hidden of the last 30 days; nothing is kept',
        ...scoped,
        body: MuteCoverRequest,
        ...answers(MutePreview),
      },
    },
    async ({ query, body }) => {
      const scope = await scopeOf(deps, query.scope);
      const { story: _, ...cover } = await readCover(deps, lookup, scope, body);
      const shown = await previewMute(store, scope, cover, clock.now());
      return presentMutePreview(shown, await lookup.alertSurroundings(shown.newest));
    },
  );

  app.post(
    '/mutes/of-alerts',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Mute what these alerts are about, each ship or rule once, from the first of them on',
        ...scoped,
        body: AlertMutesRequest,
        ...answers(AlertMutes),
      },
    },
    async (request) => {
      const { alerts: ids, of, ...body } = request.body;
      const scope = await scopeOf(deps, request.query.scope);
      const signed = signatureOf(request, clock, randomUUID());
      const covers = await coversOf(deps, scope, ids, of);
      const mutes = covers.map(({ cover, fromAt }) => {
        const from = new Date(fromAt).toISOString();
        return { ...readMute(clock.now(), scope, { ...body, from }), ...cover, by: signed.by };
      });
      await store.saveMutes(scope, mutes, signed);
      const rows = mutes.map((mute) => presentMute(mute, scope));
      return { rows, deed: signed.deed!, undoUntil: rfc3339(signed.at + UNDO_MS) };
    },
  );

  app.post(
    '/mutes/of-cases',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Mute these cases, each from its first day on',
        ...scoped,
        body: CaseMutesRequest,
        ...answers(AlertMutes),
      },
    },
    async (request) => {
      const { cases, ...body } = request.body;
      const scope = await scopeOf(deps, request.query.scope);
      const signed = signatureOf(request, clock, randomUUID());
      const stories = new Map<string, Case>();
      for (const id of new Set(cases)) {
        const story = await storyOf(deps, scope, id);
        stories.set(story.id, story);
      }
      const mutes = [...stories.values()].map((story) => ({
        ...readMute(clock.now(), scope, body, story),
        vesselId: null,
        ruleId: null,
        caseId: story.id,
        by: signed.by,
      }));
      await store.saveMutes(scope, mutes, signed);
      const rows = mutes.map((mute) => presentMute(mute, scope));
      return { rows, deed: signed.deed!, undoUntil: rfc3339(signed.at + UNDO_MS) };
    },
  );

  app.delete(
    '/mutes/:id',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'End a mute now; one that has not begun, or of a replay, goes altogether',
        params: z.object({ id: z.string().max(100) }),
        ...scoped,
        ...answers(z.object({ ended: z.string(), deed: z.string(), undoUntil: time })),
      },
    },
    async (request) => {
      const { id } = request.params;
      const scope = await scopeOf(deps, request.query.scope);
      const signed = signatureOf(request, clock, randomUUID());
      const mute = (await store.mutes(scope)).find((each) => each.id === id);
      if (!mute) throw new CodedError('not_found', `There is no mute '${id}' in '${scope}'.`);
      const now = clock.now();
      // What fell under it until now stays quiet; a replay has no now.
      if (scope !== LIVE || now <= mute.fromAt) await store.deleteMute(scope, id, signed);
      else if (now < mute.toAt) await store.saveMute(scope, { ...mute, toAt: now }, signed);
      return { ended: id, deed: signed.deed!, undoUntil: rfc3339(signed.at + UNDO_MS) };
    },
  );
}

/** What a mute is to cover, each thing looked up; `story` is the case that it names. */
async function readCover(
  deps: Needs<'rules' | 'reference' | 'store'>,
  lookup: Lookup,
  scope: Scope,
  { vessel, rule, place, list, case: caseId }: z.output<typeof MuteCoverRequest>,
): Promise<MuteCover & { story: Case | null }> {
  if ([vessel, rule, place, list, caseId].every((part) => part === undefined)) {
    const fields = "'vessel', 'rule', 'place', 'list' or 'case'";
    throw new CodedError('invalid', `A mute needs body field ${fields}: a mute of everything is none.`);
  }
  if (rule !== undefined && !deps.rules.rules().some((row) => row.rule.id === rule)) {
    throw new CodedError('invalid', `There is no rule '${rule}'.`);
  }
  if (place !== undefined && lookup.placeName(place) === place) {
    throw new CodedError('invalid', `There is no port or zone '${place}'.`);
  }
  if (list !== undefined && !(await knownLists(deps)).has(list)) {
    throw new CodedError('invalid', `There is no list or authority '${list}'.`);
  }
  const story = caseId === undefined ? null : await storyOf(deps, scope, caseId);
  const known = vessel === undefined ? null : await findVessel(lookup, scope, vessel);
  return {
    vesselId: known?.heard?.id ?? known?.hull?.id ?? null,
    ruleId: rule ?? null,
    ...given({ placeId: place, list, caseId: story?.id }),
    story,
  };
}

async function knownLists({ reference, store }: Needs<'reference' | 'store'>): Promise<ReadonlySet<string>> {
  const versions = await store.listsInForce();
  const authorities = reference.hulls.flatMap(({ designations }) => designations.map(({ authority }) => authority));
  return new Set([...authorities, ...versions.flatMap(({ list, authority }) => [list, authority])]);
}

/** The case, or the one that goes on with its alerts. */
async function storyOf({ store }: Needs<'store'>, scope: Scope, id: string): Promise<Case> {
  const found = await currentCase(store, scope, id);
  if (found === null) throw new CodedError('not_found', `There is no case '${id}' in '${scope}'.`);
  return found;
}

/** From when until when, and why. A case is muted from its first day, and as long as is asked after its last. */
function readMute(
  now: number,
  scope: Scope,
  {
    from,
    until,
    hours,
    note,
    reasonCode,
  }: Pick<z.output<typeof MuteRequest>, 'from' | 'until' | 'hours' | 'note' | 'reasonCode'>,
  story: Case | null = null,
): Omit<Quiet, 'vesselId' | 'ruleId' | 'by'> {
  if ((until === undefined) === (hours === undefined)) {
    throw new CodedError('invalid', "A mute needs either body field 'until' or body field 'hours', and not both.");
  }
  if (from === undefined && story === null && scope !== LIVE) {
    throw new CodedError('invalid', "A mute in a replay needs body field 'from': a replay has no now.");
  }
  const fromAt = from === undefined ? (story?.fromAt ?? now) : Date.parse(from);
  // How long it lasts counts from what is known by now.
  const lastsFrom = story === null ? fromAt : Math.max(fromAt, story.toAt, scope === LIVE ? now : fromAt);
  const toAt = until === undefined ? lastsFrom + (hours ?? 0) * HOUR_MS : Date.parse(until);
  mustBeInstant("Body field 'from'", fromAt, now);
  mustBeInstant("Body field 'until'", toAt, now);
  if (toAt <= fromAt || toAt - lastsFrom > LONGEST_MUTE_MS) {
    const days = Math.round(LONGEST_MUTE_MS / DAY_MS);
    const span = `from ${isoMoment(fromAt)} until ${isoMoment(toAt)}`;
    throw new CodedError('invalid', `A mute ${span} is none; it lasts more than nothing and at most ${days} days.`);
  }
  return { id: randomUUID(), fromAt, toAt, note, createdAt: now, ...(reasonCode === null ? {} : { reasonCode }) };
}

/** Each ship, rule or pair of them once, with the first event that it is to be muted for. */
async function coversOf(
  { store }: Needs<'store'>,
  scope: Scope,
  ids: readonly string[],
  of: z.output<typeof AlertMutesRequest>['of'],
): Promise<{ cover: MuteCover; fromAt: number }[]> {
  const covers = new Map<string, { cover: MuteCover; fromAt: number }>();
  for (const id of new Set(ids)) {
    const alert = await store.alert(scope, id);
    if (alert === null) throw new CodedError('not_found', `There is no alert '${id}' in '${scope}'.`);
    const cover: MuteCover = {
      vesselId: of === 'rule' ? null : alert.vesselId,
      ruleId: of === 'vessel' ? null : alert.ruleId,
    };
    const key = `${cover.vesselId} ${cover.ruleId}`;
    const fromAt = Math.min(triggeredAt(alert), covers.get(key)?.fromAt ?? Number.POSITIVE_INFINITY);
    covers.set(key, { cover, fromAt });
  }
  return [...covers.values()];
}
