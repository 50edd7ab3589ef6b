// The waters in which a hull is known to sail, as one more small witness for rows Q2 and Q4. No list says where a ship
// trades, so this rests on the programme of the listing: ships listed for trade with one country are met in that country's
// seas. A programme that is met world-wide (the price cap, SDGT, EO 14024) gives no waters, and then nothing is said. Waters
// are a witness for a hull, never against it: a ship outside its waters is an ordinary ship on a voyage.

import type { WatchedHull } from '../vessel.ts';
import type { Placed } from './placed.ts';

interface Waters {
  name: string;
  west: number;
  south: number;
  east: number;
  north: number;
  /** A hull is of these waters by the text of a designation, or by its group in the built-in table. */
  programmes: RegExp | null;
  groups: readonly string[];
  /** Why these programmes, and why this far. */
  ground: string;
}

/** Boxes are ours, drawn round the named seas. */
const WATERS: readonly Waters[] = [
  {
    name: 'the seas round Korea',
    west: 117,
    south: 28,
    east: 143,
    north: 48,
    programmes: /\bDPRK\d?\b|\b1718\b/,
    groups: ['dprk-russia-arms', 'dprk-ofac', 'dprk-ofac-gudzon', 'dprk-watch', 'un-1718'],
    ground:
      'calls and transfers of DPRK-listed ships are told from Rajin, Nampo, Vostochny and Kholmsk to Zhoushan and the ' +
      'East China Sea (route table; voyage chronology)',
  },
  {
    name: 'the Black Sea and the Sea of Azov',
    west: 27,
    south: 40.8,
    east: 42,
    north: 47.5,
    programmes: /\bCrimea\b|\b13685\b/i,
    groups: ['crimea-fuel-syria', 'crimea-grain', 'crimea-watch'],
    ground: 'Crimea programmes are about calls in Crimea (route table: Sevastopol, Kerch, Feodosia)',
  },
  {
    name: 'the Caspian Sea',
    west: 46.5,
    south: 36.5,
    east: 55,
    north: 47.5,
    programmes: null,
    groups: ['iran-russia-caspian'],
    ground: 'the action of 10 Sep 2024 names ships that carry between Amirabad and Olya; the sea is closed',
  },
];

/** One sentence when the unit's last position lies in the hull's waters, else ''. */
export function watersFit(placed: Readonly<Placed>, hull: Readonly<WatchedHull>): string {
  const { lon, lat } = placed;
  if (Number.isNaN(lon)) return '';
  const waters = WATERS.find((each) => isWithin(each, lon, lat) && isOf(each, hull));
  return waters ? `last heard in ${waters.name}, where ships of its programme sail` : '';
}

function isWithin({ west, south, east, north }: Waters, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

function isOf({ programmes, groups }: Waters, hull: Readonly<WatchedHull>): boolean {
  if (groups.includes(hull.group)) return true;
  return programmes !== null && hull.designations.some(({ programme }) => programmes.test(programme));
}
