// What was published: the newest revision of each event or alert, and the revision in force at each checkpoint. When the
// engine has been run again from a checkpoint, what it emitted then and what it emits now are compared here. An event or
// alert that changed is revised, one that is gone is withdrawn, a new one is published, an equal one is not published again.
//
//   engine ── own revision ──▶ published ── revision as published ──▶ store and subscribers
//
// An engine that was run again counts revisions from its checkpoint on, but published revisions must keep counting up. So
// the two numbers are kept apart: a published revision is the engine's own number plus an offset.

/** What events and alerts have in common. */
export interface Publishable {
  id: string;
  vesselId: string;
  state: string;
  revision: number;
  knownAt: number;
}

export interface PublishOptions<T extends Publishable> {
  /** Everything that makes two revisions different: neither when the body was known nor how often it was revised. */
  content(body: T): string;
  /** The body as it is published anew because of late reports; its revision is set afterwards. */
  revise(body: T, knownAt: number, reason: string): T;
  /** Takes over from the previous revision the fields that must not change with a new one. */
  keep(body: T, before: T): T;
  emit(body: T): void;
}

/** An event or alert as it was when a checkpoint was taken, or as it is now. */
interface Version<T> {
  epoch: number;
  /** In the engine's own numbering. */
  body: T;
}

/** Never changed but replaced, so that a snapshot can be written while the engine goes on. */
export interface Entry<T> {
  /** Oldest first, at most one for each epoch; the first may be older than every checkpoint. None: it never began. */
  versions: readonly Version<T>[];
  /** As published last. */
  latest: T;
  /** The first revision is known: before the oldest version there was nothing. */
  whole: boolean;
}

export interface PublishedSnapshot<T> {
  entries: [string, Entry<T>][];
  offsets: [string, number][];
}

export interface Published<T extends Publishable> {
  /** Passes on what the engine emits, with its revision as published. */
  take(body: T, epoch: number): void;
  /** The vessel turned out to be another. */
  rename(fromId: string, toId: string): void;
  /** No run will begin before this epoch any more. */
  forgetBefore(epoch: number): void;
  /**
   * Brings what was published since the beginning of `epoch` in line with what another run emitted for the same time. The
   * revisions of that run come by epoch, in their order. Returns how many were revised, withdrawn and published first.
   */
  reconcile(epoch: number, emitted: readonly Version<T>[], knownAt: number, reason: string): Reconciled;
  snapshot(): PublishedSnapshot<T>;
}

export interface Reconciled {
  revised: number;
  withdrawn: number;
  added: number;
}

/** Entries that are settled and untouched since the oldest checkpoint are kept up to this many: the oldest go. */
const MOST_SETTLED = 20_000;

export function createPublished<T extends Publishable>(
  options: PublishOptions<T>,
  from?: PublishedSnapshot<T>,
): Published<T> {
  const { content, revise, keep, emit } = options;
  const entries = new Map<string, Entry<T>>(from?.entries);
  /** The published revision minus the engine's own; kept for the few that were ever revised by a late report. */
  const offsets = new Map<string, number>(from?.offsets);
  /** Ids by vessel, for when it turns out to be another. */
  const idsOf = new Map<string, Set<string>>();
  for (const [id, { latest }] of entries) belongsTo(latest.vesselId, id);

  function publish(body: T, before: T | null): void {
    const latest = before === null ? body : keep(body, before);
    entries.set(body.id, { ...entries.get(body.id)!, latest });
    emit(latest);
  }

  function belongsTo(vesselId: string, id: string): void {
    const ids = idsOf.get(vesselId);
    if (ids === undefined) idsOf.set(vesselId, new Set([id]));
    else ids.add(id);
  }

  function addVersion(id: string, epoch: number, body: T): void {
    const entry = entries.get(id);
    if (entry === undefined) {
      belongsTo(body.vesselId, id);
      entries.set(id, { versions: [{ epoch, body }], latest: body, whole: body.revision === 1 });
      return;
    }
    const before = lastEpoch(entry.versions) === epoch ? entry.versions.slice(0, -1) : entry.versions;
    entries.set(id, { ...entry, versions: [...before, { epoch, body }] });
  }

  return {
    take(body, epoch) {
      const { id } = body;
      const before = entries.get(id)?.latest ?? null;
      addVersion(id, epoch, body);
      let offset = offsets.get(id) ?? 0;
      // This one was withdrawn because of late reports, and begins again.
      if (before !== null && body.revision + offset <= before.revision) {
        offset = before.revision + 1 - body.revision;
        offsets.set(id, offset);
      }
      publish(offset === 0 ? body : { ...body, revision: body.revision + offset }, before);
    },

    rename(fromId, toId) {
      const ids = idsOf.get(fromId);
      if (ids === undefined) return;
      idsOf.delete(fromId);
      for (const id of ids) {
        const entry = entries.get(id);
        if (entry === undefined) continue;
        belongsTo(toId, id);
        entries.set(id, {
          ...entry,
          latest: { ...entry.latest, vesselId: toId },
          versions: entry.versions.map(({ epoch, body }) => ({ epoch, body: { ...body, vesselId: toId } })),
        });
      }
    },

    forgetBefore(epoch) {
      const settled: string[] = [];
      for (const [id, entry] of entries) {
        const { versions, latest } = entry;
        const first = Math.max(
          0,
          versions.findLastIndex((version) => version.epoch < epoch),
        );
        if (first > 0) entries.set(id, { ...entry, versions: versions.slice(first) });
        if (lastEpoch(versions) < epoch && latest.state !== 'open') settled.push(id);
      }
      for (const id of settled.slice(0, Math.max(0, settled.length - MOST_SETTLED))) {
        const { vesselId } = entries.get(id)!.latest;
        entries.delete(id);
        idsOf.get(vesselId)?.delete(id);
        if (idsOf.get(vesselId)?.size === 0) idsOf.delete(vesselId);
      }
    },

    reconcile(epoch, emitted, knownAt, reason) {
      const counts: Reconciled = { revised: 0, withdrawn: 0, added: 0 };
      const newest = new Map<string, T>();
      for (const { body } of emitted) newest.set(body.id, body);
      const touched = [...entries]
        .filter(([id, { versions }]) => !newest.has(id) && lastEpoch(versions) >= epoch)
        .map(([id]) => id)
        .sort();
      const before = new Map<string, T>();
      for (const id of [...newest.keys(), ...touched]) {
        const entry = entries.get(id);
        if (entry === undefined) continue;
        before.set(id, entry.latest);
        const [oldest] = entry.versions;
        const versions = entry.versions.filter((version) => version.epoch < epoch);
        // This one was settled long before and forgotten: nobody knows how it was, so it stays as published.
        if (versions.length === 0 && !newest.has(id) && !entry.whole && oldest) versions.push(oldest);
        entries.set(id, { ...entry, versions });
      }
      for (const { epoch: when, body } of emitted) addVersion(body.id, when, body);

      for (const id of [...newest.keys(), ...touched]) {
        const last = before.get(id) ?? null;
        const entry = entries.get(id)!;
        const now = entry.versions.at(-1)?.body;
        if (now === undefined) {
          // This one began after the checkpoint; with the late reports in their places it never begins.
          if (last!.state === 'withdrawn') continue;
          const withdrawn = revise({ ...last!, state: 'withdrawn' }, knownAt, reason);
          publish({ ...withdrawn, revision: last!.revision + 1 }, last);
          counts.withdrawn++;
          continue;
        }
        if (last === null) {
          if (now.state === 'withdrawn') continue;
          counts.added++;
          publish({ ...revise(now, knownAt, reason), revision: now.revision }, null);
          continue;
        }
        const same = content(last) === content(now);
        const revision = same ? last.revision : last.revision + 1;
        if (revision === now.revision) offsets.delete(id);
        else offsets.set(id, revision - now.revision);
        if (same) continue;
        if (now.state === 'withdrawn') counts.withdrawn++;
        else counts.revised++;
        publish({ ...revise(now, knownAt, reason), revision }, last);
      }
      return counts;
    },

    snapshot: () => ({ entries: [...entries], offsets: [...offsets] }),
  };
}

function lastEpoch(versions: readonly Version<unknown>[]): number {
  return versions.at(-1)?.epoch ?? Number.NEGATIVE_INFINITY;
}
