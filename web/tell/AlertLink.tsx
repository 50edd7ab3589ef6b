// The way to an alert of the live monitor: messages are of that scope alone.

import type { ReactNode } from 'react';
import type { Delivery } from '../../server/http/wire/channel.ts';

export function AlertLink({ subject, children }: { subject: Delivery['subject']; children: ReactNode }) {
  if (subject.kind !== 'alert') return <>{children}</>;
  return <a href={`/?${new URLSearchParams({ scope: 'live', alert: subject.id })}`}>{children}</a>;
}
