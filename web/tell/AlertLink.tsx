// The way to an alert or a case of the live monitor: messages are of that scope alone.

import type { ReactNode } from 'react';
import type { Delivery } from '../../server/http/wire/channel.ts';

export function AlertLink({ subject, children }: { subject: Delivery['subject']; children: ReactNode }) {
  return <a href={`/?${new URLSearchParams({ scope: 'live', [subject.kind]: subject.id })}`}>{children}</a>;
}
