// A ship that says it is somebody else than before, or somebody that it can hardly be; one sentence each.

import type { IdentityChange } from '../../domain/kinds/event.ts';
import { utcMinute } from './when.ts';

export function identityChange({ beganAt, facts }: IdentityChange, name: string): string {
  const fields = facts.fields.map(({ field, from, to }) => `${field} from ${from || 'none'} to ${to || 'none'}`);
  if (fields.length > 0) return `${name} changed its ${fields.join(', ')} at ${utcMinute(beganAt)}.`;
  return `${name}, ${utcMinute(beganAt)}: ${facts.grounds.join(' ')}`;
}
