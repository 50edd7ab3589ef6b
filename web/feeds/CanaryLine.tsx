// One line on whether the way from a feed to a subscriber is proven.

import { useQuery } from '@tanstack/react-query';
import type { Canary } from '../../server/http/wire/canary.ts';
import { Refused } from '../parts/Parts.tsx';
import { feedApi } from './feed-api.ts';

const WORDS: Readonly<Record<Canary['state'], string>> = {
  awake: 'awake',
  waiting: 'awaited',
  broken: 'missing',
  idle: 'resting',
  off: 'off',
};

export function CanaryLine() {
  const query = useQuery({ queryKey: ['canary'], queryFn: feedApi.canary, refetchInterval: 10_000 });
  if (query.isPending) return null;
  if (query.isError) return <Refused what="The canary" error={query.error} again={() => void query.refetch()} />;
  const { state, says } = query.data;
  return (
    <p className="sources-canary">
      <span className={`badge sources-canary-${state}`}>Canary {WORDS[state]}</span> {says}
    </p>
  );
}
