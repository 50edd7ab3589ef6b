// What is absent in a record (NaN) is null in a message.

import { rfc3339 } from '../clock/civil-time.ts';

export function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

export function timeOf(at: number): string | null {
  return Number.isNaN(at) ? null : rfc3339(at);
}
