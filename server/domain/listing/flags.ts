// Turns flags as lists spell them into ISO 3166 codes: "Saint Kitts & Nevis", "DPRK", "Panama", "PA". The table of MIDs gives
// the names; other spellings of lists stand here. A text that names no state gives nothing, never a guess.

import type { MidTable } from '../identity/watch-index.ts';

/** Spellings met on lists that the table of MIDs does not have (identity facts, "Flag spellings met on lists"). */
const SPELLINGS: Readonly<Record<string, string>> = {
  'DEMOCRATIC PEOPLES REPUBLIC KOREA': 'KP',
  'KOREA DEMOCRATIC PEOPLES REPUBLIC': 'KP',
  DPRK: 'KP',
  'NORTH KOREA': 'KP',
  'SOUTH KOREA': 'KR',
  'REPUBLIC KOREA': 'KR',
  RUSSIA: 'RU',
  IRAN: 'IR',
  'ISLAMIC REPUBLIC IRAN': 'IR',
  SYRIA: 'SY',
  'SYRIAN ARAB REPUBLIC': 'SY',
  VENEZUELA: 'VE',
  TANZANIA: 'TZ',
  VIETNAM: 'VN',
  'VIET NAM': 'VN',
  'UNITED ARAB EMIRATES': 'AE',
  UAE: 'AE',
  'UNITED KINGDOM': 'GB',
  'UNION COMOROS': 'KM',
  COMOROS: 'KM',
  'COOK ISLANDS': 'CK',
  'MARSHALL ISLANDS': 'MH',
  GAMBIA: 'GM',
  CAMEROON: 'CM',
  GABON: 'GA',
  ESWATINI: 'SZ',
  SWAZILAND: 'SZ',
  GUYANA: 'GY',
  CURACAO: 'CW',
  'SINT MAARTEN': 'SX',
  'SAN MARINO': 'SM',
  PALAU: 'PW',
  BOLIVIA: 'BO',
  MOLDOVA: 'MD',
  CHINA: 'CN',
  'HONG KONG': 'HK',
  TAIWAN: 'TW',
  TOGO: 'TG',
  BELIZE: 'BZ',
  'SIERRA LEONE': 'SL',
  'SAO TOME PRINCIPE': 'ST',
  'ST KITTS NEVIS': 'KN',
  'ST VINCENT GRENADINES': 'VC',
  'ANTIGUA BARBUDA': 'AG',
};

/** From the spelling key of a name to its codes; made once per table. */
export type FlagTable = ReadonlyMap<string, readonly string[]>;

export function flagTable(mids: MidTable): FlagTable {
  const codes = new Map<string, readonly string[]>();
  for (const { name, iso2 } of mids.values()) {
    // 'Alaska (State of) - United States' serves the territory, not the state: whole names only, and those once.
    const short = name.replace(/\s*\(.*?\)/g, '');
    for (const key of [keyOf(name), keyOf(short)]) if (!codes.has(key) && iso2.length === 1) codes.set(key, iso2);
    for (const code of iso2) if (!codes.has(code)) codes.set(code, [code]);
  }
  for (const [key, code] of Object.entries(SPELLINGS)) codes.set(key, [code]);
  return codes;
}

/** The codes of one cell; several where it names several flags. */
export function flagCodes(text: string, table: FlagTable): string[] {
  const whole = table.get(keyOf(text));
  if (whole) return [...whole];
  const parts = text.split(/[,;/|]/);
  return parts.length < 2 ? [] : [...new Set(parts.flatMap((part) => [...(table.get(keyOf(part)) ?? [])]))];
}

/** The states that a text names, longest names first: "of the Democratic People's Republic of Korea" names no other Korea. */
export function flagsNamedIn(text: string, table: FlagTable): string[] {
  let rest = ` ${keyOf(text)} `;
  const codes: string[] = [];
  for (const key of [...table.keys()].filter((name) => name.length > 2).sort((a, b) => b.length - a.length)) {
    if (!rest.includes(` ${key} `)) continue;
    codes.push(...table.get(key)!);
    rest = rest.replaceAll(` ${key} `, ' ');
  }
  return [...new Set(codes)];
}

/** 'Saint Kitts & Nevis' and 'ST. KITTS AND NEVIS' are one. */
function keyOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ')
    .replace(/\b(THE|AND|OF)\b/g, ' ')
    .replace(/\bSAINT\b/g, 'ST')
    .replace(/ +/g, ' ')
    .trim();
}
