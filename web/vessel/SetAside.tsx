// Positions of the vessel that did not enter its track, counted by reason: nothing is concluded from them.

import type { VesselDossier } from '../../server/http/wire/vessel.ts';
import { Section } from '../parts/Parts.tsx';
import { countText, spanText } from '../words/format.ts';

const REASONS: Record<VesselDossier['setAside'][number]['reason'], string> = {
  jump: 'farther than any ship sails in the time',
  'too fast': 'farther than this ship sails in the time',
  'against its speed': 'farther than the speeds sent allow',
  'repeated late': 'own earlier positions that came again late',
  older: 'older than a position already taken',
};

/** As of the playhead: what was set aside later is not told yet. */
export function SetAside({ vessel, at }: { vessel: VesselDossier; at: number }) {
  const known = vessel.setAside.filter(({ firstAt }) => firstAt <= at);
  if (known.length === 0) return null;
  return (
    <Section title="Positions set aside" count={known.length}>
      <ul className="plain-list">
        {known.map(({ reason, count, firstAt, lastAt }) => (
          <li key={reason}>
            {lastAt <= at ? countText(count) : 'Some'} {REASONS[reason]}
            <span className="quiet"> {spanText(firstAt, Math.min(lastAt, at))}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">
        One position is no fact: none of these entered the track. Where they came again and again, they are told as a
        doubt of the ship’s position.
      </p>
    </Section>
  );
}
