// One alert in the feed, as it stood at the playhead: severity, confidence, vessel, rule, the why-sentence, basis and time. Readable
// without map and colour.

import { memo } from 'react';
import type { AlertSummary } from '../../server/http/wire/alert.ts';
import { BasisBadge, ConfidenceBadge, HueDot, SeverityBadge, StateBadge } from '../parts/Marks.tsx';
import type { Fresh } from '../state/fresh.ts';
import { legText } from '../words/alert-words.ts';
import { timeText } from '../words/format.ts';
import { isoMoment } from '../words/time.ts';

export const AlertCard = memo(function AlertCard({
  alert,
  hue,
  fresh,
  selected,
  cursor,
  open,
}: {
  alert: AlertSummary;
  hue: number | undefined;
  fresh: Fresh['what'] | undefined;
  selected: boolean;
  cursor: boolean;
  open: (alert: AlertSummary) => void;
}) {
  const names = [`card ${alert.severity}`];
  if (fresh !== undefined) names.push('fresh');
  if (selected) names.push('selected');
  if (cursor) names.push('cursor');
  if (alert.mute !== null) names.push('handled');
  if (alert.state !== 'open') names.push('handled', alert.state);
  return (
    <li>
      <article className={names.join(' ')} data-alert={alert.id}>
        <div className="card-top">
          <SeverityBadge severity={alert.severity} />
          <ConfidenceBadge confidence={alert.confidence} />
          <BasisBadge basis={alert.basis} grade={alert.grade} />
          {alert.mute !== null && <span className="tag">Muted</span>}
          {alert.state !== 'open' && <StateBadge state={alert.state} />}
          {fresh !== undefined && <span className={fresh}>{fresh === 'new' ? 'New' : 'Updated'}</span>}
        </div>
        <h3>
          <button type="button" className="card-open" aria-current={selected || undefined} onClick={() => open(alert)}>
            <HueDot hue={hue} />
            <span className="card-vessel">{alert.vesselName}</span>
            <span className="card-places">{legText(alert)}</span>
          </button>
        </h3>
        <p className="card-why">{alert.why}</p>
        <div className="card-foot">
          <span className="card-rule">{alert.ruleTitle}</span>
          <time dateTime={isoMoment(alert.raisedAt)}>{timeText(alert.raisedAt)}</time>
        </div>
        {alert.state === 'withdrawn' && <p className="card-withdrawn">Withdrawn on {timeText(alert.knownAt)}</p>}
      </article>
    </li>
  );
});
