// A position doubt in one sentence. It names what is odd and chooses no track.

import { utcMinute } from '../../time.ts';
import type { DoubtSign, PositionDoubt } from './facts.ts';

const SIGNS: Record<DoubtSign, string> = {
  jump: 'its positions jump faster than a ship sails',
  'two-places': 'it is heard in two places at once',
  'on-land': 'its positions lie where the chart has land',
  'too-perfect': 'its positions are more regular than a ship sails',
  box: 'its positions fill a small box, with changing heading and no drift',
  'speed-mismatch': 'its speed and its positions do not agree',
  'sudden-stop': 'it slows faster than a ship of its size can',
  'sighted-elsewhere': 'it was sighted elsewhere at the time',
};

export function positionDoubtSentence({ beganAt, endedAt, facts }: PositionDoubt, name: string): string {
  const when = endedAt === null ? `since ${utcMinute(beganAt)}` : `from ${utcMinute(beganAt)} to ${utcMinute(endedAt)}`;
  const apart = facts.apartKm === null ? '' : `, up to ${facts.apartKm.toFixed(0)} km apart`;
  const area =
    facts.interferenceId === null ? '' : '; so did those of other ships near it, which points to interference';
  const signs = facts.signs.map((sign) => SIGNS[sign]).join('; ');
  return `The positions of ${name} ${endedAt === null ? 'have been' : 'are'} in doubt ${when}: ${signs}${apart}${area}.`;
}
