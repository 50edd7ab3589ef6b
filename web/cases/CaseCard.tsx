// One case in the feed, as it was known at the playhead: the gravest severity, the surest confidence with its word, the weakest
// basis, ship and theme, the legs on a strip of time, the sentence, and what is new since it was looked at.

import { memo } from 'react';
import { BasisBadge, ConfidenceBadge, HueDot, SeverityBadge, StateBadge } from '../parts/Marks.tsx';
import type { CaseRow } from '../state/case-feed.ts';
import { timeText } from '../words/format.ts';
import { isoMoment } from '../words/time.ts';
import { LegStrip } from './LegStrip.tsx';

export const CaseCard = memo(function CaseCard({
  row,
  hue,
  fresh,
  isNew,
  selected,
  cursor,
  picked,
  place,
  of,
  open,
  pick,
}: {
  row: CaseRow;
  hue: number | undefined;
  fresh: 'new' | 'updated' | undefined;
  isNew: string | null;
  selected: boolean;
  cursor: boolean;
  picked: boolean;
  /** Which row it is, from 1, and of how many: not all of them are drawn. */
  place: number;
  of: number;
  open: (caseId: string) => void;
  /** `isRange`: all from the one picked last to this one. */
  pick: (caseId: string, isRange: boolean) => void;
}) {
  const { case: each, quiet, state, muted } = row;
  const names = [`card case-card ${each.severity}`];
  if (fresh !== undefined) names.push('fresh');
  if (selected) names.push('selected');
  if (cursor) names.push('cursor');
  if (picked) names.push('is-picked');
  if (state !== 'open' || muted) names.push('handled', state);
  return (
    <li aria-setsize={of} aria-posinset={place}>
      <article className={names.join(' ')} data-case={each.id}>
        <div className="card-top">
          <SeverityBadge severity={each.severity} />
          <ConfidenceBadge confidence={each.confidence} />
          <BasisBadge basis={each.basis} grade={each.grade} />
          <label className="card-pick" title="Pick; with Shift all from the last one (x)">
            <input
              type="checkbox"
              aria-label={`Pick ${each.ships.map(({ name }) => name).join(' and ')}: ${each.themeTitle}`}
              checked={picked}
              onChange={(event) => pick(each.id, (event.nativeEvent as MouseEvent).shiftKey === true)}
            />
          </label>
        </div>
        <h3>
          <button
            type="button"
            className="card-open"
            aria-current={selected || undefined}
            onClick={() => open(each.id)}
          >
            <HueDot hue={hue} />
            <span className="card-vessel">{each.ships.map(({ name }) => name).join(' and ')}</span>
            <span className="card-places">{each.themeTitle}</span>
          </button>
        </h3>
        <LegStrip of={each} />
        <p className="card-why">{each.sentence}</p>
        <div className="card-foot">
          <span className="card-rule card-marks">
            {isNew !== null && <span className="new">{isNew}</span>}
            {state !== 'open' && <StateBadge state={state} />}
            {muted && <span className="tag">Muted</span>}
            {quiet && state !== 'withdrawn' && <span className="tag">Quiet</span>}
          </span>
          <time dateTime={isoMoment(each.knownAt)}>{timeText(each.knownAt)}</time>
        </div>
      </article>
    </li>
  );
});
