// What a column of a screening table holds, told by its header as people and programs write it: "IMO Nr", "imoNumber",
// "Vessel's name", "Registered owner". A header comes in, a field goes out, or null where the words say nothing; which
// cells are then searched for numbers the table decides.

/** 'other' says something else of the ship (type, tonnage, dates): its digits are no identity. */
export type Field = 'imo' | 'mmsi' | 'callSign' | 'name' | 'flag' | 'party' | 'companyImo' | 'other';

export function fieldOf(header: string): Field | null {
  const words = header
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(/['’]s?(?!\p{L})/gu, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  if (words === '' || words.length > LONGEST_HEADER) return null;
  const found = FIELDS.find(([, pattern]) => pattern.test(words));
  return found?.[0] ?? null;
}

/** A longer cell is a sentence, not the head of a column. */
const LONGEST_HEADER = 60;

const COMPANY = 'owner|manager|operator|company|ism|doc holder|group';
/** In the order in which they are tried: "owner IMO" before "IMO", "ship type" before "ship". */
const FIELDS: readonly (readonly [Field, RegExp])[] = [
  ['companyImo', new RegExp(`^(?=.*\\b(?:${COMPANY})\\b)(?=.*\\b(?:imo|number|no|id)\\b).*$`)],
  ['imo', /^(?:.* )?(?:imo|имо|lloyds?|lrno|lrimo|lrimoshipno|imonumber|imono|imonr)(?: .*)?$/],
  ['mmsi', /^(?:.* )?mmsi(?: .*)?$/],
  ['callSign', /^(?:radio )?(?:call ?signs?|rufzeichen|indicatif|c s|позывной)(?: .*)?$/],
  [
    'flag',
    /^(?:current |former |ship |vessel )*(?:flag|flags|flagge|pavillon|bandera|registry|флаг)(?: (?:state|code|name|country|iso))*$/,
  ],
  [
    'party',
    new RegExp(
      `^(?:.* )?(?:${COMPANY}|owners|managers|operators|charterers?|consignees?|shippers?|counterpart(?:y|ies)|part(?:y|ies)|agents?|persons?|entit(?:y|ies))(?: names?)?$`,
    ),
  ],
  [
    'other',
    /\b(?:types?|class|built|year|gt|dwt|tonnage|length|beam|draught|date|time|day|lat|latitude|lon|longitude|price|value|port|destination|status|speed|course)\b/,
  ],
  [
    'name',
    /^(?:(?:current|present|former|previous|prior|old|other|new|full|the|all|ex|registered|latest)\b ?)*(?:vessels?|ships?|hulls?|units?|targets?|tankers?)?(?: of)?(?: ?(?:current|former|previous|ex))? ?(?:names?|alias(?:es)?|aka|fka)(?: (?:of )?(?:the )?(?:vessels?|ships?|current|former))?$/,
  ],
  [
    'name',
    /^(?:the )?(?:vessels?|ships?|hulls?|targets?|navire|nom(?: du navire)?|schiff|schiffsname|name des schiffes|nombre|buque|nave|судно|название(?: судна)?|наименование(?: судна)?|имя|船名|선명|선박명)$/,
  ],
];
