// The watched ships by what can be said of each: those that were there first. The sums are under each name; what breaks an
// alibi stands beside it. Hulls never heard are counted, since for them nothing can be said.

import type { Alibis, ShipAlibi } from '../../server/http/wire/alibi.ts';
import { useControls } from '../state/controls.ts';
import { countText } from '../words/format.ts';
import { ALIBI_TITLES } from './who.ts';

const WORDS = ['was', 'could', 'doubtful', 'could-not'] as const;

export function AlibiRows({ alibis }: { alibis: Alibis }) {
  const { counts, rows, place, next, knownLater, says } = alibis;
  const heard = rows.filter(({ word }) => word !== 'never-heard');
  return (
    <>
      <p>
        {place.name}: of the watched ships {countText(counts.was)} were there, {countText(counts.could)} could have
        been, {countText(counts['could-not'])} could not, and of {countText(counts.doubtful)} no alibi holds.{' '}
        {countText(counts['never-heard'])} were never heard, which is no alibi.
      </p>
      {knownLater > 0 && <p className="quiet">{knownLater} sightings were not known yet at the playhead.</p>}
      {says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {WORDS.map((word) => {
        const ships = heard.filter((ship) => ship.word === word);
        if (ships.length === 0) return null;
        return (
          <section key={word} className={`who-group ${word}`}>
            <h3>
              {ALIBI_TITLES[word]} <span className="quiet number">{countText(counts[word])}</span>
            </h3>
            <ul>
              {ships.map((ship) => (
                <Ship key={ship.vesselId} ship={ship} />
              ))}
            </ul>
          </section>
        );
      })}
      {next !== null && heard.length === rows.length && (
        <p className="quiet">There are more ships: the files hold all.</p>
      )}
    </>
  );
}

function Ship({ ship }: { ship: ShipAlibi }) {
  const controls = useControls();
  return (
    <li className="who-ship">
      <button type="button" className="text-button" onClick={() => controls.showVessel(ship.vesselId)}>
        {ship.vesselName}
      </button>
      {ship.authorities.length > 0 && <span className="quiet"> listed by {ship.authorities.join(', ')}</span>}
      {ship.grounds.map((ground) => (
        <p key={ground}>{ground}</p>
      ))}
      {ship.doubts.map((doubt) => (
        <p key={doubt} className="who-doubt">
          But: {doubt}
        </p>
      ))}
    </li>
  );
}
