// The broad trade of a ship, as route rules ask for it. The list's own words go before what the crew typed into AIS.

/** The broad trade of a ship, from the watchlist's text or the AIS ship type. */
export type ShipClass = 'tanker' | 'dry-cargo' | 'passenger' | 'fishing' | 'other' | 'unknown';

const WORDS: readonly [RegExp, ShipClass][] = [
  [/tanker|oil|lng|lpg|chemical/i, 'tanker'],
  [/passenger|cruise|ferry/i, 'passenger'],
  [/fishing|trawler/i, 'fishing'],
  [/cargo|bulk|container|ro-?ro|carrier|reefer|heavy-?lift/i, 'dry-cargo'],
];

/** `listText` is the watchlist's type, `aisType` the AIS ship type 1–99 (ITU-R M.1371 table 53) or null. */
export function shipClassOf(listText: string | null, aisType: number | null): ShipClass {
  if (listText) {
    for (const [words, shipClass] of WORDS) if (words.test(listText)) return shipClass;
    if (aisType === null) return 'other';
  }
  if (aisType === null || Number.isNaN(aisType)) return 'unknown';
  if (aisType >= 80 && aisType <= 89) return 'tanker';
  if (aisType >= 70 && aisType <= 79) return 'dry-cargo';
  if (aisType >= 60 && aisType <= 69) return 'passenger';
  if (aisType === 30) return 'fishing';
  return 'other';
}
