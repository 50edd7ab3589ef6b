// A change of identity, or a clash of identities, in one sentence.

import { utcMinute } from '../../time.ts';
import type { IdentityChange } from './facts.ts';

export function identityChangeSentence({ beganAt, facts }: IdentityChange, name: string): string {
  const fields = facts.fields.map(({ field, from, to }) => `${field} from ${from || 'none'} to ${to || 'none'}`);
  if (fields.length > 0) return `${name} changed its ${fields.join(', ')} at ${utcMinute(beganAt)}.`;
  return `${name}, ${utcMinute(beganAt)}: ${facts.grounds.join(' ')}`;
}
