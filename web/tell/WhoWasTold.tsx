// Who was told of one alert or case of the live monitor: who has it, who has not, and who was told what no longer holds.

import { useQuery } from '@tanstack/react-query';
import { Refused, Section, Waiting } from '../parts/Parts.tsx';
import { LIVE } from '../state/state.ts';
import { useDispatch } from '../state/store.ts';
import { receiversOf, receiversText } from './tell.ts';
import { tellApi } from './tell-api.ts';

/** How often it is asked again while the alert is open on screen. */
const AGAIN_MS = 10_000;

/** Former ids of a case that are asked for too: whoever was told under one is told on under it. */
const MOST_FORMER = 5;

/** `ids`: of a case its own, and then the ids that it had before, the newest first. */
export function WhoWasTold({ scope, kind, ids }: { scope: string; kind: 'alert' | 'case'; ids: readonly string[] }) {
  const asked = ids.slice(0, MOST_FORMER + 1);
  // Under the key of the alert it is asked for again with every update of it.
  const query = useQuery({
    queryKey: [kind, scope, ...asked, 'told'],
    queryFn: async () => {
      const [deliveries, decisions, subscriptions] = await Promise.all([
        Promise.all(asked.map((id) => tellApi.deliveriesOf(kind, id))),
        Promise.all(asked.map((id) => tellApi.decisionsOf(kind, id))),
        tellApi.subscriptions(),
      ]);
      const receivers = receiversOf(deliveries.flat(), decisions.flat(), subscriptions, kind);
      return { receivers, anybody: subscriptions.length > 0 };
    },
    refetchInterval: AGAIN_MS,
    enabled: scope === LIVE,
  });
  if (scope !== LIVE) return null;
  if (query.isPending) return <Waiting what="who was told" />;
  if (query.isError) return <Refused what="Who was told" error={query.error} again={() => void query.refetch()} />;
  const { receivers, anybody } = query.data;
  return (
    <Section title="Who was told">
      {receivers.length === 0 ? (
        <Nobody kind={kind} anybody={anybody} />
      ) : (
        <>
          <p>{receiversText(receivers)}.</p>
          <ul className="plain-list tell-told">
            {receivers.map(({ subscriptionId, title, standing, says }) => (
              <li key={subscriptionId} className={standing}>
                <strong>{title}</strong> {says}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Nobody({ kind, anybody }: { kind: 'alert' | 'case'; anybody: boolean }) {
  const dispatch = useDispatch();
  return (
    <>
      <p className="quiet">
        {!anybody && 'Nobody: there is no subscription.'}
        {anybody && kind === 'alert' && 'Nobody: it was there before anybody subscribed.'}
        {anybody &&
          kind === 'case' &&
          'Nobody was told of the case as a whole; who was told of its alerts stands at each.'}
      </p>
      <button type="button" className="button" onClick={() => dispatch({ type: 'dialog', dialog: 'notify' })}>
        {anybody ? 'See the subscriptions' : 'Subscribe…'}
      </button>
    </>
  );
}
