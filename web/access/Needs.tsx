// A form for those who may use it; for the others one line that says why it is not here.

import type { ReactNode } from 'react';
import { type Right, useMay, useMe } from './me.ts';

const WORDS: Record<Right, string> = {
  read: 'see what is kept',
  desk: 'work on alerts',
  lists: 'change lists, watchlists and rules',
  feeds: 'change live feeds',
  admin: 'set up users and channels',
};

export function Needs({ right, children }: { right: Right; children: ReactNode }) {
  const may = useMay(right);
  const role = useMe()?.person?.role;
  if (may) return <>{children}</>;
  return (
    <p className="quiet no-right">
      You are here as {role ?? 'a reader'}, who may not {WORDS[right]}. An admin can change that.
    </p>
  );
}
