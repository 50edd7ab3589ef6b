// Whether the next subscription is told of an alert or a case that nobody has acknowledged in time. Comes in: that subscription,
// how the subject stands, what was told before. Goes out: a decision with a named reason. What the next one subscribes to plays no
// part: it is told because somebody else did not answer. Pure.

import type { AlertState } from '../alert.ts';
import type { Decision } from './decide.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Subscription, Told } from './subscription.ts';

export function escalate(
  next: Subscription | undefined,
  { state, muted }: { state: AlertState; muted: boolean },
  { told, at }: { told: Told | null; at: number },
): Decision {
  if (next === undefined || !next.enabled) return { send: false, why: 'switched off', replaces: null };
  if (state !== 'open') return { send: false, why: 'dealt with', replaces: null };
  if (muted) return { send: false, why: 'muted', replaces: null };
  // What waits for it already tells it.
  if (told?.untried) return { send: false, why: 'nothing new', replaces: null };
  return {
    send: true,
    why: 'not acknowledged in time',
    reason: 'escalated',
    sequence: (told?.sequence ?? 0) + 1,
    supersedes: told?.revision ?? null,
    // Quiet hours hold the delivery, not the judgement.
    dueAt: quietUntil(next.when.quiet, at) ?? at,
    bundle: null,
    replaces: null,
  };
}
