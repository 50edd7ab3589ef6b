// What of alerts leaves the house as a file: the evidence of one, whole and hashed, and the Atom feed of many.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import type { BookRule } from '../../domain/rules/book.ts';
import { DAY_MS } from '../../domain/time.ts';
import { answers, answersOf } from '../answers.ts';
import { writeAtom } from '../atom.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { presentAlert } from '../present/alert.ts';
import { rfc3339 } from '../present/moment.ts';
import { presentReplay } from '../present/replay.ts';
import { presentRule } from '../present/rule.ts';
import { presentTrack } from '../present/vessel.ts';
import { instant, scopeQuery } from '../query.ts';
import { EvidenceBundle } from '../wire/evidence.ts';
import { EvidenceKey } from '../wire/evidence-key.ts';
import { alertFilters, detailOf, findAlert, readFilters } from './alerts.ts';

/** Enough for a fix every half minute over a week; beyond it the bundle's track is thinned. */
const BUNDLE_FIXES = 20_000;
const FEED_ENTRIES = 100;

export function alertFileRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'rules' | 'opensScope' | 'version' | 'evidence'>,
  lookup: Lookup,
): void {
  const { store } = deps;

  app.get(
    '/alerts/:id/evidence',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Everything that supports an alert, in one file',
        params: z.object({ id: z.string() }),
        querystring: z.object(scopeQuery),
        ...answers(EvidenceBundle),
      },
    },
    async ({ params, query }, reply) => {
      const alert = await findAlert(deps, query.scope, params.id);
      const replay = await store.replay(alert.scope);
      const rule = ruleBehind(deps, alert);
      const known = await lookup.known(alert.scope, alert.vesselId);
      const fixes = await store.track(
        alert.scope,
        alert.vesselId,
        alert.fromAt - DAY_MS,
        alert.toAt + DAY_MS,
        BUNDLE_FIXES,
      );
      const bundle: EvidenceBundle = {
        format: 'keelwatch-evidence/1',
        product: `keelwatch ${deps.version}`,
        exportedAt: rfc3339(deps.clock.now()),
        label: replay?.label ?? null,
        replay: replay === null ? null : presentReplay(replay),
        alert: await detailOf(deps, lookup, alert),
        hull: known?.hull ?? null,
        vessel: known?.heard ?? null,
        rule: rule === null ? null : presentRule(rule, 0),
        places: alert.placeIds.flatMap((id) => lookup.ports.get(id) ?? []),
        track: presentTrack(alert.vesselId, fixes),
        sha256: '',
      };
      // Hashed in the form that is sent: through the schema, in its order of fields.
      const sent = EvidenceBundle.parse(bundle);
      reply.header('content-disposition', `attachment; filename="keelwatch-alert-${safeName(alert.id)}.json"`);
      return { ...sent, sha256: createHash('sha256').update(JSON.stringify(sent)).digest('hex') };
    },
  );

  app.get(
    '/alerts/:id/bundle',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'The evidence bundle: one zip that opens without a network, is signed, and decides the alert again',
        params: z.object({ id: z.string() }),
        querystring: z.object({
          ...scopeQuery,
          asOf: instant.optional().describe('the revision that stood then, event time; absent: the newest'),
        }),
        ...answersOf({ 'application/zip': z.string().meta({ format: 'binary' }) }),
      },
    },
    async ({ params, query }, reply) => {
      const { scope, id } = await findAlert(deps, query.scope, params.id);
      const bytes = await deps.evidence.bundle(scope, id, query.asOf ?? null);
      reply.header('content-disposition', `attachment; filename="keelwatch-evidence-${safeName(id)}.zip"`);
      return reply.type('application/zip').send(Buffer.from(bytes));
    },
  );

  app.get(
    '/evidence-key',
    {
      config: { needs: 'read' },
      schema: { summary: 'The key of this installation that signs evidence bundles', ...answers(EvidenceKey) },
    },
    async () => ({ algorithm: 'Ed25519' as const, ...deps.evidence.key() }),
  );

  app.get(
    '/alerts.atom',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'The newest alerts as an Atom feed',
        querystring: z.object(alertFilters),
        ...answersOf({ 'application/atom+xml': z.string() }),
      },
    },
    async ({ query, host }, reply) => {
      const found = await store.alerts({ ...(await readFilters(deps, query)), limit: FEED_ENTRIES });
      const around = await lookup.alertSurroundings(found.rows);
      const labels = new Map((await store.replays()).map((replay) => [replay.id, replay.label]));
      const feed = writeAtom({
        base: `http://${host}`,
        now: deps.clock.now(),
        alerts: found.rows.map((alert) => ({
          ...presentAlert(alert, around),
          label: labels.get(alert.scope) ?? null,
        })),
      });
      return reply.type('application/atom+xml; charset=utf-8').send(feed);
    },
  );
}

/** In the version that raised the alert; a rule of the program has one. */
function ruleBehind({ rules }: Needs<'rules'>, { ruleId, evidence }: Alert): BookRule | null {
  const change = rules.history(ruleId).find(({ rule }) => rule?.version === evidence.rule.version);
  if (change?.rule) return { rule: change.rule, builtIn: false, lastChange: change };
  return rules.rules().find(({ rule }) => rule.id === ruleId) ?? null;
}

function safeName(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 80);
}
