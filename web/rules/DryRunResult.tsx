// What a dry run found: a bar for each day, the ships with most alerts, a sample with its sentences. The bars say nothing
// that the text and the table do not.

import type { DryRun } from '../../server/http/wire/dry-run.ts';
import { ConfidenceBadge, SeverityBadge } from '../parts/Marks.tsx';
import { countText, dateText } from '../words/format.ts';
import { dayBars } from './rules.ts';

const WIDTH = 560;
const HEIGHT = 88;
const MOST_SHIPS = 6;
const MOST_SAMPLE = 5;

export function DryRunResult({ run }: { run: DryRun }) {
  const bars = dayBars(run);
  return (
    <section className="dry-run" aria-labelledby="dry-run-title" role="status">
      <h4 id="dry-run-title">
        {run.alerts === 0 ? 'It would have raised nothing' : `It would have raised ${countText(run.alerts)} alerts`}
      </h4>
      <p>{run.says}</p>
      {bars !== null && run.alerts > 0 && <Bars bars={bars} />}
      {run.vessels.length > 0 && (
        <table className="table">
          <caption className="unseen">Ships with most alerts</caption>
          <thead>
            <tr>
              <th scope="col">Ship</th>
              <th scope="col">IMO</th>
              <th scope="col" className="right">
                Alerts
              </th>
            </tr>
          </thead>
          <tbody>
            {run.vessels.slice(0, MOST_SHIPS).map((ship) => (
              <tr key={ship.vesselId}>
                <th scope="row">{ship.name}</th>
                <td className="number">{ship.imo ?? 'not known'}</td>
                <td className="right number">{countText(ship.alerts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {run.ships > MOST_SHIPS && <p className="quiet">and {countText(run.ships - MOST_SHIPS)} more ships</p>}
      {run.sample.length > 0 && (
        <>
          <h4>The newest of them</h4>
          <ul className="dry-sample">
            {run.sample.slice(0, MOST_SAMPLE).map((alert) => (
              <li key={alert.id}>
                <SeverityBadge severity={alert.severity} /> <ConfidenceBadge confidence={alert.confidence} />{' '}
                {alert.why}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Bars({ bars }: { bars: { day: string; alerts: number }[] }) {
  const most = Math.max(...bars.map(({ alerts }) => alerts));
  const step = WIDTH / bars.length;
  const first = bars[0]!.day;
  const last = bars.at(-1)!.day;
  const fullest = bars.find(({ alerts }) => alerts === most)!;
  return (
    <figure className="bars">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Alerts by UTC day from ${first} to ${last}; most on ${fullest.day}: ${most}`}
      >
        <line className="bar-ground" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {bars.map(({ day, alerts }, i) =>
          alerts === 0 ? null : (
            <rect
              key={day}
              className="bar"
              x={i * step + step * 0.12}
              width={Math.max(1, step * 0.76)}
              y={HEIGHT - 1 - (alerts / most) * (HEIGHT - 6)}
              height={(alerts / most) * (HEIGHT - 6)}
            >
              <title>{`${day}: ${alerts}`}</title>
            </rect>
          ),
        )}
      </svg>
      <figcaption className="quiet number">
        <span>{dateText(Date.parse(first))}</span>
        <span>
          most: {countText(most)} on {dateText(Date.parse(fullest.day))}
        </span>
        <span>{dateText(Date.parse(last))} UTC</span>
      </figcaption>
    </figure>
  );
}
