// What the evaluation keeps beside the records of the ships that it was asked about lately: a view of each record, the
// findings of each rule and the alerts that they have. All of it follows from the record, the ship and the rules, and is made
// anew where it was let go or no longer fits; whether it is kept changes what a question costs and never its answer.

import type { Alert } from '../alert.ts';
import type { Stay } from '../kinds/stay.ts';
import { createHolds, type Holds } from './alerts.ts';
import type { VesselRecord } from './evaluation.ts';
import type { CompiledRule, Finding } from './finding.ts';
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
  rules: readonly KeptRule[];
  /** Everything that changed has been judged. */
  settle(): void;
}

export interface Kept {
  of(record: VesselRecord, subject: Subject): KeptShip;
  /** The stays of a ship, for rules over two ships. */
  stays(record: VesselRecord): readonly Stay[];
  /** These alerts have left the record. */
  forget(record: VesselRecord, alerts: readonly Alert[]): void;
}

/** Events of all ships kept; at about 2 kB each the views take some 100 MB. The ship asked about longest ago goes first. */
const MOST_EVENTS = 50_000;

interface Ship {
  view: RecordView;
  events: number;
  judged: { subject: Subject; quietUntilAt: number | undefined; alerts: Map<string, Alert>; rules: KeptRule[] } | null;
  alertCount: number;
}

export function createKept(versions: readonly (readonly CompiledRule[])[]): Kept {
  const ships = new Map<VesselRecord, Ship>();
  let events = 0;

  function shipOf(record: VesselRecord): Ship {
    let ship = ships.get(record);
    if (ship) ships.delete(record);
    if (!ship?.view.sync()) {
      events -= ship?.events ?? 0;
      ship = { view: createRecordView(record), events: 0, judged: null, alertCount: 0 };
      ship.view.sync();
    }
    ships.set(record, ship);
    events += record.events.length - ship.events;
    ship.events = record.events.length;
    for (const [oldest, { events: few }] of ships) {
      if (events <= MOST_EVENTS || oldest === record) break;
      ships.delete(oldest);
      events -= few;
    }
    return ship;
  }

  return {
    of(record, subject) {
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
        events -= ship.events;
        ship = shipOf(record);
      }
      ship.judged ??= {
        subject,
        quietUntilAt: record.quietUntilAt,
        alerts: record.alerts,
        rules: versions.map((ofOneRule) => keptRule(ofOneRule, record.alerts)),
      };
      const { view, judged: now } = ship;
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
