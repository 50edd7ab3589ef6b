// How grave a match is if it is true: the rule's own step, raised when the ship was listed. How sure it is says
// `confidence.ts`, and the basis of an end lowers that alone.

import type { Basis } from '../event.ts';
import { type RouteRule, SEVERITIES, type Severity, type SeverityStep } from '../rule.ts';
import type { ShipClass } from '../ship-class.ts';
import { HOUR_MS } from '../time.ts';
import type { Designation } from '../vessel.ts';

/** What a rule may ask about the ship and the leg. */
export interface Circumstances {
  at: number;
  /** Sanctions in force at `at`. */
  designations: readonly Designation[];
  shipClass: ShipClass;
  mid: number | null;
  basis: Basis;
  /** The leg began with another ship, which had called at the same port. */
  relayed: boolean;
  dark: boolean;
  longestGapMs: number;
  /** The destination is not reached yet: the ship heads there, or declares it. */
  ahead: boolean;
  /** Ends that are inferred: nobody observed, saw or told them. */
  guesses: number;
}

export function isListed(c: Circumstances, programmes?: readonly string[], authorities?: readonly string[]): boolean {
  return c.designations.some(
    (d) =>
      (!programmes || programmes.some((text) => d.programme.includes(text))) &&
      (!authorities || authorities.includes(d.authority)),
  );
}

function holds(step: SeverityStep, c: Circumstances): boolean {
  if (step.listed !== undefined && isListed(c, step.programmes, step.authorities) !== step.listed) return false;
  if (step.listed === undefined && (step.programmes || step.authorities)) {
    if (!isListed(c, step.programmes, step.authorities)) return false;
  }
  if (step.dark !== undefined && c.dark !== step.dark) return false;
  if (step.basis && !step.basis.includes(c.basis)) return false;
  if (step.gapHours !== undefined && c.longestGapMs <= step.gapHours * HOUR_MS) return false;
  if (step.mids && (c.mid === null || !step.mids.includes(c.mid))) return false;
  if (step.classes && !step.classes.includes(c.shipClass)) return false;
  return step.fromAt === undefined || c.at >= step.fromAt;
}

function move(severity: Severity, steps: number): Severity {
  const index = SEVERITIES.indexOf(severity) + steps;
  return SEVERITIES[Math.max(0, Math.min(SEVERITIES.length - 1, index))]!;
}

/**
 * The first step that holds, else the rule's own severity. A rule that does not itself speak of listing goes one step
 * up for a listed ship; a bare claim is information (detection facts 11). Two ships in one port are a lead and no more:
 * low, and so is a leg of which both ends are inferred.
 */
export function severityOf(rule: RouteRule, c: Circumstances): Severity {
  if (c.basis === 'claimed') return 'info';
  // An early warning is no match yet, whoever the ship is.
  if (c.ahead) return rule.severity === 'info' ? 'info' : 'low';
  const step = rule.steps.find((candidate) => holds(candidate, c));
  let severity = step ? step.severity : rule.severity;
  const listed = c.designations.length > 0;
  const speaksOfListing =
    rule.needs.listed !== undefined || rule.steps.some((s) => s.listed !== undefined || s.programmes || s.authorities);
  if (listed && !speaksOfListing && !step) severity = move(severity, 1);
  return c.relayed || c.guesses > 1 ? atMostLow(severity) : severity;
}

function atMostLow(severity: Severity): Severity {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf('low') ? 'low' : severity;
}
