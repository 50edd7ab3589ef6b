// What the evaluation keeps beside the records of the ships that it was asked about lately: a view of each record, the
// findings of each rule and the alerts that they have. All of it follows from the record, the ship and the rules, and is made
// anew where it was let go or no longer fits; whether it is kept changes what a question costs and never its answer.

import type { Alert } from '../alert.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Stay } from '../kinds/stay.ts';
import { createHolds, type Holds } from './alerts.ts';
import type { VesselRecord } from './evaluation.ts';
import type { CompiledRule, Finding } from './finding.ts';
import { mayBegin } from './match.ts';
import { createRecordView, type RecordView } from './record-view.ts';
import { createRuleFindings, type RuleFindings } from './rule-findings.ts';
import type { Subject } from './subject.ts';

export interface KeptRule {
  ruleId: string;
  /** One for each version of the rule, the oldest first. */
  findings: readonly RuleFindings[];
  /** Newest revision of each alert of the rule, as in the record. */
  standing: Map<string, Alert>;
  /** What it said last: the findings, the alerts they have, and whether one only waits for its time. */
  told: { of: readonly (readonly Finding[])[] | null; holds: Holds; waits: boolean };
  /** No two of its findings can be of one leg: a change of one says nothing of the others. */
  isPlain: boolean;
}

export interface KeptShip {
  view: RecordView;
  /** Those that may find something, in the order of the book. */
  rules: readonly KeptRule[];
  /** Everything that changed has been judged. */
  settle(): void;
}

export interface Kept {
  /** `met`: other ships told of encounters with it, which its record does not hold. */
  of(record: VesselRecord, subject: Subject, met: boolean): KeptShip;
  /** The stays of a ship, for rules over two ships. */
  stays(record: VesselRecord): readonly Stay[];
  /** These alerts have left the record. */
  forget(record: VesselRecord, alerts: readonly Alert[]): void;
}

/** Events and rules of all ships kept; at about 2 kB each they take some 100 MB. The ship asked about longest ago goes first. */
const MOST_KEPT = 50_000;

interface Ship {
  view: RecordView;
  /** Events and rules. */
  size: number;
  judged: Judged | null;
  alertCount: number;
}

interface Judged {
  subject: Subject;
  quietUntilAt: number | undefined;
  alerts: Map<string, Alert>;
  /** By place in the book: made when an event first may begin a finding, since most rules look at other waters. */
  byPlace: Map<number, KeptRule>;
  rules: readonly KeptRule[];
  /** Rules that had alerts when this began. */
  told: ReadonlySet<string>;
  /** Events that were looked at for that. */
  looked: WeakSet<VesselEvent>;
}

export function createKept(versions: readonly (readonly CompiledRule[])[]): Kept {
  const ships = new Map<VesselRecord, Ship>();
  let size = 0;

  function shipOf(record: VesselRecord): Ship {
    let ship = ships.get(record);
    if (ship) ships.delete(record);
    if (!ship?.view.sync()) {
      size -= ship?.size ?? 0;
      ship = { view: createRecordView(record), size: 0, judged: null, alertCount: 0 };
      ship.view.sync();
    }
    ships.set(record, ship);
    weigh(ship, record);
    return ship;
  }

  function weigh(ship: Ship, record: VesselRecord): void {
    const now = record.events.length + (ship.judged?.rules.length ?? 0);
    size += now - ship.size;
    ship.size = now;
    for (const [oldest, { size: some }] of ships) {
      if (size <= MOST_KEPT || oldest === record) break;
      ships.delete(oldest);
      size -= some;
    }
  }

  /** Begins the rules for which there is something now. */
  function beginRules(judged: Judged, record: VesselRecord, met: boolean): void {
    const { byPlace, looked, told } = judged;
    const news = record.events.filter((event) => !looked.has(event));
    if (news.length === 0 && !met) return;
    for (const event of news) looked.add(event);
    const known = byPlace.size;
    versions.forEach((ofOneRule, place) => {
      if (byPlace.has(place)) return;
      const begins =
        met ||
        told.has(ofOneRule[0]!.rule.id) ||
        ofOneRule.some((compiled) => news.some((event) => mayBegin(compiled, event)));
      if (begins) byPlace.set(place, keptRule(ofOneRule, record.alerts));
    });
    if (byPlace.size === known) return;
    judged.rules = [...byPlace].sort(([a], [b]) => a - b).map(([, rule]) => rule);
  }

  return {
    of(record, subject, met) {
      let ship = shipOf(record);
      const { judged } = ship;
      const fits =
        judged === null ||
        (isSame(judged.subject, subject) &&
          judged.quietUntilAt === record.quietUntilAt &&
          judged.alerts === record.alerts &&
          ship.alertCount === record.alerts.size);
      if (!fits) {
        ships.delete(record);
        size -= ship.size;
        ship = shipOf(record);
      }
      ship.judged ??= {
        subject,
        quietUntilAt: record.quietUntilAt,
        alerts: record.alerts,
        byPlace: new Map(),
        rules: [],
        told: new Set([...record.alerts.values()].map(({ ruleId }) => ruleId)),
        looked: new WeakSet(),
      };
      const { view, judged: now } = ship;
      beginRules(now!, record, met);
      weigh(ship, record);
      return {
        view,
        rules: now!.rules,
        settle() {
          view.settle();
          ship.alertCount = record.alerts.size;
        },
      };
    },
    stays(record) {
      const { view, judged } = shipOf(record);
      // Nobody judges it, so that nobody asks what has changed.
      if (judged === null) view.settle();
      return view.stays(undefined).stays();
    },
    forget(record, alerts) {
      const ship = ships.get(record);
      if (ship?.judged === null || ship === undefined || alerts.length === 0) return;
      for (const { standing } of ship.judged.rules) for (const { id } of alerts) standing.delete(id);
      ship.alertCount -= alerts.length;
    },
  };
}

function keptRule(versions: readonly CompiledRule[], alerts: ReadonlyMap<string, Alert>): KeptRule {
  const ruleId = versions[0]!.rule.id;
  return {
    ruleId,
    findings: versions.map(createRuleFindings),
    standing: new Map([...alerts].filter(([, alert]) => alert.ruleId === ruleId)),
    told: { of: null, holds: createHolds(), waits: false },
    isPlain: versions.length === 1 && !versions[0]!.rule.bothWays,
  };
}

function isSame(a: Subject, b: Subject): boolean {
  return (
    a.vesselId === b.vesselId &&
    a.name === b.name &&
    a.imo === b.imo &&
    a.mmsi === b.mmsi &&
    a.mid === b.mid &&
    a.hull === b.hull &&
    a.shipClass === b.shipClass &&
    a.match === b.match &&
    a.flags?.join() === b.flags?.join()
  );
}
