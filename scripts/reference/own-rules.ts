// Rules of ours that the fact tables do not have: what a watched ship says of itself that cannot be true. Each names the
// texts that make it worth a look; none of these was read in a stored source, and so each is marked as not verified.

import type { LegalBasis, RouteRule } from '../../server/domain/rule.ts';
import { dayMs } from './facts.ts';

const text = (jurisdiction: string, instrument: string, from: string): LegalBasis => ({
  jurisdiction,
  instrument,
  fromAt: dayMs(from),
  toAt: null,
  verified: false,
});

const SOLAS_AIS = text('IMO', 'SOLAS V/19: AIS fitted and in operation, identity and position provided', '2004-12-31');
const ADVISORY = text(
  'US',
  'advisory of State, Treasury and Coast Guard on deceptive shipping practices (AIS manipulated, identity falsified)',
  '2020-05-14',
);
const EU_3S = text(
  'EU',
  'Reg. 833/2014 art. 3s: irregular and high-risk shipping practices as set out in IMO resolution A.1192(33)',
  '2024-06-25',
);

/** What every such rule shares: it is about watched ships, wherever they are. */
const DECEPTION = {
  kind: 'deception' as const,
  version: 1,
  enabled: true,
  origin: [],
  destination: [],
  originZones: [],
  destinationZones: [],
  maxDays: 0,
  bothWays: false,
  fromAt: dayMs('2004-12-31'),
  toAt: null,
};

export const OWN_RULES: readonly RouteRule[] = [
  {
    ...DECEPTION,
    id: 'false-positions',
    title: 'Positions of a watched ship in doubt',
    severity: 'medium',
    steps: [{ severity: 'high', listed: true }],
    needs: { watched: true, signs: ['two-places', 'box', 'too-perfect', 'sighted-elsewhere', 'on-land'] },
    requires: 'watched ship; high when listed; what other ships near show too is interference and raises nothing',
    legal: [SOLAS_AIS, ADVISORY, EU_3S],
    why: 'CATHAY PHOENIX and BELLA 1 sent a small box of positions while they lay at a terminal elsewhere.',
    noise: '',
  },
  {
    ...DECEPTION,
    id: 'new-identity',
    title: 'Watched ship with a new identity at sea',
    severity: 'medium',
    steps: [{ severity: 'high', listed: true }],
    needs: {
      watched: true,
      signs: ['flag', 'mmsi', 'imo', 'several', 'identity-swap', 'identity-conflict', 'shared-imo', 'dead-ship'],
    },
    requires: 'watched ship away from port: flag, number, or several fields at once; high when listed',
    legal: [SOLAS_AIS, ADVISORY, EU_3S],
    why: 'BELLA 1 became MARINERA under another flag in mid-ocean.',
    noise: 'Sale and new registration are lawful and mostly happen in port.',
  },
  {
    ...DECEPTION,
    id: 'new-name',
    title: 'Watched ship with a new name at sea',
    severity: 'low',
    steps: [{ severity: 'medium', listed: true }],
    needs: { watched: true, signs: ['name'] },
    requires: 'watched ship away from port, its name alone; medium when listed',
    legal: [SOLAS_AIS, ADVISORY, EU_3S],
    why: 'Listed ships are renamed to slip past a screening by name.',
    noise: 'The crew types the name; owners rename ships lawfully.',
  },
];
