// The facts of a stop away from known places: the nearest port, how far it strayed, and how it ended.

import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { Facts } from '../parts/Parts.tsx';
import { countText } from '../words/format.ts';

const ENDED = {
  left: 'it went off',
  'at a place': 'it came to a known place',
  'not heard': 'it was not heard any more',
} as const;

export function StopFacts({ event }: { event: EventOfKind<'stop'> }) {
  const { nearestPlaceName, distanceKm, spreadKm, fixes, ended } = event.facts;
  return (
    <Facts
      rows={[
        nearestPlaceName === null || distanceKm === null
          ? null
          : ['Nearest port', `${nearestPlaceName}, ${distanceKm.toFixed(distanceKm < 10 ? 1 : 0)} km off`],
        ['Lay within', `${Math.max(0.1, spreadKm).toFixed(1)} km`],
        ['Positions', countText(fixes)],
        ended === null ? null : ['Ended', ENDED[ended]],
      ]}
    />
  );
}
