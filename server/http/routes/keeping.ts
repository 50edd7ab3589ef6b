// What is kept, how long and at what cost; the room on the disk; backups by a timetable. All of it is for admins.

import type { FastifyRequest } from 'fastify';
import { answers } from '../answers.ts';
import type { App, KeptChange, Needs } from '../deps.ts';
import { rfc3339, rfc3339OrNull } from '../present/moment.ts';
import { BackupPlan, DiskLimits, Keeping, KeptBackup, RetentionChange } from '../wire/keeping.ts';
import { writeDown } from '../write-down.ts';

export function keepingRoutes(app: App, deps: Needs<'keeping' | 'store' | 'clock' | 'counts'>): void {
  const { keeping, store, counts } = deps;
  const needs = 'admin' as const;

  async function present(): Promise<Keeping> {
    const { retention, backups, disk: limits } = keeping.settings();
    const { heldSinceAt, ...disk } = keeping.disk();
    const { folder, kept, running, nextAt, failed } = keeping.backups();
    const since = await store.keptSince();
    return {
      disk: { ...disk, heldSince: rfc3339OrNull(heldSinceAt), ...limits },
      use: await keeping.use(),
      intakeBytes: (await counts.live())?.intake?.bytes ?? null,
      retention,
      keptSince: Object.fromEntries(Object.entries(since).map(([what, at]) => [what, rfc3339(at)])),
      backups: {
        ...backups,
        where: folder,
        running,
        next: rfc3339OrNull(nextAt),
        failed: failed && { says: failed.says, at: rfc3339(failed.at) },
        kept: kept.map((row) => ({ ...row, takenAt: rfc3339(row.takenAt) })),
      },
    };
  }

  async function change(request: FastifyRequest, id: keyof KeptChange, asked: KeptChange): Promise<Keeping> {
    const before = keeping.settings()[id];
    await keeping.set(asked);
    await writeDown(deps, request, { kind: 'settings', id, what: 'changed', before, after: keeping.settings()[id] });
    return present();
  }

  app.get(
    '/keeping',
    { config: { needs }, schema: { summary: 'What is kept, how long, and what it costs', ...answers(Keeping) } },
    present,
  );
  app.put(
    '/keeping/retention',
    {
      config: { needs },
      schema: { summary: 'Keep things for so long; what is older goes', body: RetentionChange, ...answers(Keeping) },
    },
    async (request) =>
      change(request as FastifyRequest, 'retention', { retention: request.body as KeptChange['retention'] }),
  );
  app.put(
    '/keeping/backups',
    { config: { needs }, schema: { summary: 'Make backups by a timetable', body: BackupPlan, ...answers(Keeping) } },
    async (request) => change(request as FastifyRequest, 'backups', { backups: request.body }),
  );
  app.put(
    '/keeping/disk',
    {
      config: { needs },
      schema: {
        summary: 'With how little room it is told, and live feeds are held',
        body: DiskLimits,
        ...answers(Keeping),
      },
    },
    async (request) => change(request as FastifyRequest, 'disk', { disk: request.body }),
  );
  app.post(
    '/keeping/backups',
    {
      config: { needs },
      schema: { summary: 'Make a backup now; answers when it was checked', ...answers(KeptBackup) },
    },
    async (request) => {
      const made = await keeping.takeBackup();
      const { file, bytes } = made;
      await writeDown(deps, request as FastifyRequest, { kind: 'backup', id: file, what: 'made', after: { bytes } });
      return { ...made, takenAt: rfc3339(made.takenAt) };
    },
  );
}
