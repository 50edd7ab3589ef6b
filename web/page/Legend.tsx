// What the signs on the map mean. The same shapes and words as everywhere else.

import { LineIcon, SeverityShape } from '../parts/Marks.tsx';
import { PACE_KN } from '../state/playback.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { SEVERITIES, SEVERITY_WORDS } from '../words/words.ts';

/** As on the map (map/hull-sign.ts). */
const HULL = 'M12 2.2Q15.8 6 15.8 11V18.4Q15.8 20.6 14.2 20.6H9.8Q8.2 20.6 8.2 18.4V11Q8.2 6 12 2.2Z';

export function Legend() {
  const shown = useSlice((state) => state.legendShown);
  const colour = useSlice((state) => state.trackColour);
  const heard = useSlice((state) => state.footprint !== null);
  const chart = useSlice((state) => state.chart);
  const dispatch = useDispatch();
  if (!shown) return null;
  return (
    <section className="panel legend" aria-label="Legend">
      <header>
        <h2>Legend</h2>
        <button
          type="button"
          className="door"
          aria-label="Close the legend"
          onClick={() => dispatch({ type: 'legend shown', shown: false })}
        >
          <LineIcon name="close" />
        </button>
      </header>
      <ul>
        {(
          [
            ['ship-heard', 'Watched ship, heard: filled, bow to its course'],
            ['ship-silent', 'Silent: hollow and broken, where it was last heard, with the age'],
            ['ship-doubted', 'Position in doubt: striped'],
          ] as const
        ).map(([look, words]) => (
          <li key={look}>
            <Sign>
              <path d={HULL} className={look} />
              {look === 'ship-doubted' && <path d="M8.6 11 15.4 7M8.6 15.4l6.8-4M8.6 19.6l6.8-4" className={look} />}
            </Sign>
            {words}
          </li>
        ))}
        <li>
          <Sign>
            <circle cx="12" cy="12" r="5" className="ship-heard" />
          </Sign>
          Lies still, or sends no course
        </li>
        <li>
          <Sign>
            <circle cx="12" cy="12" r="9" className="line" />
            <text x="12" y="16" textAnchor="middle" fontSize="11" fill="currentColor">
              7
            </text>
          </Sign>
          So many watched ships: come nearer
        </li>
        <li>
          <Sign>
            <path d="M12 7 15 17 12 15 9 17Z" className="other" />
          </Sign>
          Other traffic; a dot lies still or sends no course
        </li>
        {heard && (
          <li>
            <Sign>
              <rect x="3" y="5" width="18" height="14" className="heard" />
            </Sign>
            Anybody was heard here in the last 30 days, stronger the more hours of the day
          </li>
        )}
        <li>
          <Sign>
            <path d="M1 12h22" className="line" />
          </Sign>
          Track, observed
        </li>
        <li>
          <Sign>
            <path d="M1 12h22" className="line gap" />
          </Sign>
          Gap between two positions, path not observed
        </li>
        <li>
          <Sign>
            <path d="M1 12h22" className="line off" />
          </Sign>
          … the ship probably switched off
        </li>
        <li>
          <Sign>
            <path d="M4 14c0-7 5-11 10-9s8 5 6 10-7 6-10 5-6-2-6-6Z" className="reach-area" />
          </Sign>
          Hatched: can be anywhere within, inferred, over water
        </li>
        <li>
          <Sign>
            <path d="M1 7h22" className="doubted dashed" />
            <path d="M1 17h22" className="doubted dotted" />
          </Sign>
          Position in doubt: track followed, other track
        </li>
        <li>
          <Sign>
            <ellipse cx="8.5" cy="12" rx="3" ry="8" className="line" />
            <ellipse cx="15.5" cy="12" rx="3" ry="8" className="line" />
          </Sign>
          Two ships met here
        </li>
        <li>
          <Sign>
            <path d="M1 17Q12 3 23 17" className="line reported" />
          </Sign>
          Reported leg, path not observed
        </li>
        <li>
          <Sign>
            <path d="M2 12c6-9 14-9 20 0-6 9-14 9-20 0Z" className="line" />
            <circle cx="12" cy="12" r="3" className="ink" />
          </Sign>
          Sighting: somebody saw it there
        </li>
        <li>
          <Sign>
            <circle cx="12" cy="12" r="4" className="line" />
          </Sign>
          Port of a rule; circle: entry distance
        </li>
        <li>
          <Sign>
            <circle cx="12" cy="12" r="6" className="line" />
            <circle cx="12" cy="12" r="2.4" className="other" />
          </Sign>
          Port call: where a ship stopped
        </li>
        <li>
          <Sign>
            <circle cx="12" cy="12" r="4.5" className="line" />
          </Sign>
          Stop away from known places
        </li>
      </ul>
      <ul className="legend-severities">
        {SEVERITIES.map((severity) => (
          <li key={severity}>
            <SeverityShape severity={severity} />
            {SEVERITY_WORDS[severity]}
          </li>
        ))}
      </ul>
      {colour === 'leg' && <p className="quiet">Tracks change colour at each port call.</p>}
      {chart.night && <p className="quiet">Shaded: the sun is below the horizon at the playhead.</p>}
      {chart.corridors && (
        <p className="quiet">
          Dash and dot: from where to where rules look, between the middles of their ports in each country. No ship is
          said to have gone there.
        </p>
      )}
      {chart.overlays.length > 0 && <p className="quiet">Long dashes: from files of your own.</p>}
      {colour === 'speed' && (
        <ul className="legend-severities">
          {['stopped', 'slow', 'cruising', 'fast'].map((word, pace) => (
            <li key={word}>
              <span className={`pace-line pace-${pace}`} aria-hidden="true" />
              {word} {pace < PACE_KN.length ? `< ${PACE_KN[pace]} kn` : `≥ ${PACE_KN[PACE_KN.length - 1]} kn`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Sign({ children }: { children: React.ReactNode }) {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      {children}
    </svg>
  );
}
