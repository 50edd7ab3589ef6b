// The facts of positions that cannot all be true: the signs, what was measured, and both accounts of where the ship was,
// as a small table each. Neither is called the true one.

import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { Facts, Grounds } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { countText, dayTimeText, durationText, positionText } from '../words/format.ts';
import { DOUBT_WORDS, TRACK_WORDS } from '../words/words.ts';

type Doubt = EventOfKind<'position-doubt'>;
type DoubtedTrack = Doubt['facts']['tracks'][number];

/** Newest positions of each account that the table shows. */
const POINTS = 3;

export function DoubtFacts({ event }: { event: Doubt }) {
  const { signs, grounds, impliedKn, apartKm, tracks, interferenceId } = event.facts;
  return (
    <>
      <Facts
        rows={[
          ['Signs', signs.map((sign) => DOUBT_WORDS[sign]).join(', ')],
          impliedKn === null ? null : ['Speed implied', `${Math.round(impliedKn)} kn`],
          apartKm === null ? null : ['Accounts apart', `up to ${countText(Math.round(apartKm))} km`],
          interferenceId === null ? null : ['Others too', 'many ships jumped at once: probably interference'],
        ]}
      />
      <Grounds rows={grounds} />
      {tracks.length > 0 && <Accounts tracks={tracks} />}
    </>
  );
}

function Accounts({ tracks }: { tracks: DoubtedTrack[] }) {
  const controls = useControls();
  return (
    <table className="table accounts">
      <caption className="quiet">Where it says it was, newest first. Neither account is chosen. Times in UTC.</caption>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Position</th>
          <th scope="col" className="right">
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {tracks.flatMap((track) =>
          track.points
            .slice(-POINTS)
            .reverse()
            .map((point, i, shown) => (
              <tr key={`${track.which} ${track.mmsi} ${point.at}`}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={shown.length}>
                    <AccountSign which={track.which} /> {TRACK_WORDS[track.which]}
                    <p className="quiet number">
                      MMSI {track.mmsi}; {countText(track.points.length)} kept
                      {track.points.length > 1 &&
                        ` over ${durationText(track.points[track.points.length - 1]!.at - track.points[0]!.at)}`}
                    </p>
                  </th>
                )}
                <td className="number">
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => controls.showPlace(point.lon, point.lat)}
                  >
                    {positionText(point.lon, point.lat)}
                  </button>
                </td>
                <td className="right number">{dayTimeText(point.at)}</td>
              </tr>
            )),
        )}
      </tbody>
    </table>
  );
}

/** As on the map: dashes with a square, dots with a ring. */
function AccountSign({ which }: { which: DoubtedTrack['which'] }) {
  return (
    <svg viewBox="0 0 28 12" width="28" height="12" aria-hidden="true" className={`account ${which}`}>
      <path d="M1 6h26" />
      {which === 'followed' ? (
        <path d="M11 3h6v6h-6Z" className="mark" />
      ) : (
        <circle cx="14" cy="6" r="3.2" className="mark" />
      )}
    </svg>
  );
}

export function InterferenceFacts({ event }: { event: EventOfKind<'interference'> }) {
  const { mmsis, radiusKm, grounds } = event.facts;
  return (
    <>
      <Facts
        rows={[
          ['Radius', `${Math.round(radiusKm)} km`],
          ['Ships', `${mmsis.length}: MMSI ${mmsis.slice(0, 12).join(', ')}${mmsis.length > 12 ? ' and more' : ''}`],
        ]}
      />
      <Grounds rows={grounds} />
    </>
  );
}
