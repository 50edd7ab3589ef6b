// Who was told of one alert of the live monitor: who has it, who has not, and who was told what no longer holds.

import { useQuery } from '@tanstack/react-query';
import { Refused, Section, Waiting } from '../parts/Parts.tsx';
import { LIVE } from '../state/state.ts';
import { useDispatch } from '../state/store.ts';
import { receiversOf, receiversText } from './tell.ts';
import { tellApi } from './tell-api.ts';

/** How often it is asked again while the alert is open on screen. */
const AGAIN_MS = 10_000;

export function WhoWasTold({ scope, alertId }: { scope: string; alertId: string }) {
  // Under the key of the alert it is asked for again with every update of it.
  const query = useQuery({
    queryKey: ['alert', scope, alertId, 'told'],
    queryFn: async () => {
      const [deliveries, decisions, subscriptions] = await Promise.all([
        tellApi.deliveriesOf(alertId),
        tellApi.decisionsOf(alertId),
        tellApi.subscriptions(),
      ]);
      return { receivers: receiversOf(deliveries, decisions, subscriptions), anybody: subscriptions.length > 0 };
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
        <Nobody anybody={anybody} />
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

function Nobody({ anybody }: { anybody: boolean }) {
  const dispatch = useDispatch();
  return (
    <>
      <p className="quiet">
        {anybody ? 'Nobody: it was there before anybody subscribed.' : 'Nobody: there is no subscription.'}
      </p>
      <button type="button" className="button" onClick={() => dispatch({ type: 'dialog', dialog: 'notify' })}>
        {anybody ? 'See the subscriptions' : 'Subscribe…'}
      </button>
    </>
  );
}
