// The trade of a ship: one table from the words of lists, and one from AIS ship types. Route rules ask for its class,
// identity for a clash of trades, reach for its speed cap. The list's own words go before what the crew typed into AIS.

/** The broad trade of a ship, as route rules ask for it. */
export type ShipClass = 'tanker' | 'dry-cargo' | 'passenger' | 'fishing' | 'other' | 'unknown';

/** What a ship is for, as finely as words tell it. */
export type Trade = 'tanker' | 'ro-pax' | 'passenger' | 'ro-ro' | 'fishing' | 'container' | 'dry-cargo' | 'service';

/** The first row that fits decides: a chemical tanker is no carrier, a passenger ro-ro no freighter. */
const WORDS: readonly [RegExp, Trade][] = [
  [/tanker|oil|lng|lpg|chemical/i, 'tanker'],
  [/passenger.*\bro-?ro\b|\bro-?ro\b.*passenger|\bro-?pax\b/i, 'ro-pax'],
  [/passenger|cruise|ferry/i, 'passenger'],
  [/fishing|trawler/i, 'fishing'],
  [/\bro-?ro\b/i, 'ro-ro'],
  [/container/i, 'container'],
  [/cargo|bulk|carrier|reefer|heavy-?lift/i, 'dry-cargo'],
  [/\btug|dredg|pilot|supply|offshore|survey|research|icebreaker|naval|warship|yacht|crane|rescue/i, 'service'],
];

const CLASSES: Record<Trade, ShipClass> = {
  tanker: 'tanker',
  'ro-pax': 'passenger',
  passenger: 'passenger',
  'ro-ro': 'dry-cargo',
  fishing: 'fishing',
  container: 'dry-cargo',
  'dry-cargo': 'dry-cargo',
  service: 'other',
};

/** The trade that a list's words name; null where they name none. */
export function tradeOfWords(text: string | null): Trade | null {
  if (!text) return null;
  for (const [words, trade] of WORDS) if (words.test(text)) return trade;
  return null;
}

/**
 * The trade that an AIS ship type names (ITU-R M.1371 table 53); null where it names none: 1–29, 38–49 and 90–99. Cargo
 * (70–79) holds container and ro-ro ships too.
 */
export function tradeOfAis(aisType: number | null): Trade | null {
  if (aisType === null || Number.isNaN(aisType)) return null;
  if (aisType === 30) return 'fishing';
  if ((aisType >= 31 && aisType <= 37) || (aisType >= 50 && aisType <= 59)) return 'service';
  if (aisType < 60 || aisType > 89) return null;
  return aisType < 70 ? 'passenger' : aisType < 80 ? 'dry-cargo' : 'tanker';
}

/** `listText` is the watchlist's type, `aisType` the AIS ship type 1–99 or null. */
export function shipClassOf(listText: string | null, aisType: number | null): ShipClass {
  const named = tradeOfWords(listText);
  if (named !== null) return CLASSES[named];
  if (aisType === null || Number.isNaN(aisType)) return listText && aisType === null ? 'other' : 'unknown';
  const sent = tradeOfAis(aisType);
  return sent === null ? 'other' : CLASSES[sent];
}
