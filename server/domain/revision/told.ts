// What was told: the newest word on each event or alert, and how it stood at each checkpoint. When the engine has been
// run again from a checkpoint, the two tellings are laid side by side here: what changed is revised, what is no more is
// withdrawn, what is new is told, and what is the same is not told again.
//
//   engine ── own revision ──▶ told ── revision as said ──▶ store and subscribers
//
// An engine that was run again counts revisions from its checkpoint on; what is said must count up all the same. So the
// two numbers are kept apart, and what is said is the engine's own number and an offset.

/** What events and alerts have in common. */
export interface Tellable {
  id: string;
  vesselId: string;
  state: string;
  revision: number;
  knownAt: number;
}

export interface ToldOptions<T extends Tellable> {
  /** Everything that makes two tellings different; neither when it was known nor how often it was revised. */
  content(body: T): string;
  /** The body as it is said anew because of late reports; its revision is set afterwards. */
  revise(body: T, knownAt: number, reason: string): T;
  /** Takes over from what was said last what must not change with a new word. */
  keep(body: T, before: T): T;
  say(body: T): void;
}

/** How a thing stood when a checkpoint was taken, or stands. */
interface Standing<T> {
  epoch: number;
  /** In the engine's own numbering. */
  body: T;
}

interface Entry<T> {
  /** Oldest first, at most one for each epoch; the first may be older than every checkpoint. None: it never was. */
  standings: Standing<T>[];
  /** As said last. */
  said: T;
  /** Its first word is known: before the oldest standing there was nothing. */
  whole: boolean;
}

export interface ToldSnapshot<T> {
  entries: [string, Entry<T>][];
  offsets: [string, number][];
}

export interface Told<T extends Tellable> {
  /** Passes on what the engine says, with its revision as said. */
  hear(body: T, epoch: number): void;
  /** The vessel turned out to be another. */
  rename(fromId: string, toId: string): void;
  /** No run will begin before this epoch any more. */
  forgetBefore(epoch: number): void;
  /**
   * Brings what was said since the beginning of `epoch` in line with another telling of the same time: every revision it
   * made, by epoch, in its order. Returns how many were revised, withdrawn and told for the first time.
   */
  reconcile(epoch: number, telling: readonly Standing<T>[], knownAt: number, reason: string): Reconciled;
  snapshot(): ToldSnapshot<T>;
}

export interface Reconciled {
  revised: number;
  withdrawn: number;
  added: number;
}

/** Things that are settled and untouched since the oldest checkpoint are kept up to this many: the oldest go. */
const MOST_SETTLED = 20_000;

export function createTold<T extends Tellable>(options: ToldOptions<T>, from?: ToldSnapshot<T>): Told<T> {
  const { content, revise, keep, say } = options;
  const entries = new Map<string, Entry<T>>(from?.entries);
  /** What is said minus the engine's own number; kept for the few that were ever revised by a late report. */
  const offsets = new Map<string, number>(from?.offsets);
  /** Ids by vessel, for when it turns out to be another. */
  const idsOf = new Map<string, Set<string>>();
  for (const [id, { said }] of entries) belongsTo(said.vesselId, id);

  function tell(body: T, before: T | null): void {
    const said = before === null ? body : keep(body, before);
    entries.get(body.id)!.said = said;
    say(said);
  }

  function belongsTo(vesselId: string, id: string): void {
    const ids = idsOf.get(vesselId);
    if (ids === undefined) idsOf.set(vesselId, new Set([id]));
    else ids.add(id);
  }

  function stand(id: string, epoch: number, body: T): void {
    const entry = entries.get(id);
    if (entry === undefined) {
      belongsTo(body.vesselId, id);
      entries.set(id, { standings: [{ epoch, body }], said: body, whole: body.revision === 1 });
      return;
    }
    if (entry.standings.at(-1)?.epoch === epoch) entry.standings.pop();
    entry.standings.push({ epoch, body });
  }

  return {
    hear(body, epoch) {
      const { id } = body;
      const before = entries.get(id)?.said ?? null;
      stand(id, epoch, body);
      let offset = offsets.get(id) ?? 0;
      // It was withdrawn because of late reports, and begins again.
      if (before !== null && body.revision + offset <= before.revision) {
        offset = before.revision + 1 - body.revision;
        offsets.set(id, offset);
      }
      tell(offset === 0 ? body : { ...body, revision: body.revision + offset }, before);
    },

    rename(fromId, toId) {
      const ids = idsOf.get(fromId);
      if (ids === undefined) return;
      idsOf.delete(fromId);
      for (const id of ids) {
        const entry = entries.get(id);
        if (entry === undefined) continue;
        belongsTo(toId, id);
        entry.said = { ...entry.said, vesselId: toId };
        entry.standings = entry.standings.map(({ epoch, body }) => ({ epoch, body: { ...body, vesselId: toId } }));
      }
    },

    forgetBefore(epoch) {
      const settled: string[] = [];
      for (const [id, { standings, said }] of entries) {
        while (standings.length > 1 && standings[1]!.epoch < epoch) standings.shift();
        if (lastEpoch(standings) < epoch && said.state !== 'open') settled.push(id);
      }
      for (const id of settled.slice(0, Math.max(0, settled.length - MOST_SETTLED))) {
        const { vesselId } = entries.get(id)!.said;
        entries.delete(id);
        idsOf.get(vesselId)?.delete(id);
        if (idsOf.get(vesselId)?.size === 0) idsOf.delete(vesselId);
      }
    },

    reconcile(epoch, telling, knownAt, reason) {
      const counts: Reconciled = { revised: 0, withdrawn: 0, added: 0 };
      const newest = new Map<string, T>();
      for (const { body } of telling) newest.set(body.id, body);
      const touched = [...entries]
        .filter(([id, { standings }]) => !newest.has(id) && lastEpoch(standings) >= epoch)
        .map(([id]) => id)
        .sort();
      const before = new Map<string, T>();
      for (const id of [...newest.keys(), ...touched]) {
        const entry = entries.get(id);
        if (entry === undefined) continue;
        before.set(id, entry.said);
        const [oldest] = entry.standings;
        entry.standings = entry.standings.filter((standing) => standing.epoch < epoch);
        // It was settled long before and let go: nobody knows how it stood, so it is left as it stands.
        if (entry.standings.length === 0 && !newest.has(id) && !entry.whole && oldest) entry.standings.push(oldest);
      }
      for (const { epoch: when, body } of telling) stand(body.id, when, body);

      for (const id of [...newest.keys(), ...touched]) {
        const last = before.get(id) ?? null;
        const entry = entries.get(id)!;
        const now = entry.standings.at(-1)?.body;
        if (now === undefined) {
          // It began since the checkpoint, and with the late reports in their places it never does.
          if (last!.state === 'withdrawn') continue;
          const withdrawn = revise({ ...last!, state: 'withdrawn' }, knownAt, reason);
          tell({ ...withdrawn, revision: last!.revision + 1 }, last);
          counts.withdrawn++;
          continue;
        }
        if (last === null) {
          if (now.state === 'withdrawn') continue;
          counts.added++;
          tell({ ...revise(now, knownAt, reason), revision: now.revision }, null);
          continue;
        }
        const same = content(last) === content(now);
        const revision = same ? last.revision : last.revision + 1;
        if (revision === now.revision) offsets.delete(id);
        else offsets.set(id, revision - now.revision);
        if (same) continue;
        if (now.state === 'withdrawn') counts.withdrawn++;
        else counts.revised++;
        tell({ ...revise(now, knownAt, reason), revision }, last);
      }
      return counts;
    },

    snapshot: () => ({ entries: [...entries], offsets: [...offsets] }),
  };
}

function lastEpoch(standings: readonly Standing<unknown>[]): number {
  return standings.at(-1)?.epoch ?? Number.NEGATIVE_INFINITY;
}
