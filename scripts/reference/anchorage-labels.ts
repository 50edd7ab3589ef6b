// How Global Fishing Watch labels an anchorage point, read: which of its words name a place, which say that ships lie off
// the port, and which are only the destinations that crews typed in. In comes a row of the table, out go names to compare
// and names to tell. It never decides which port a point belongs to.

export interface AnchorageFact {
  s2id: string;
  lat: string;
  lon: string;
  label: string;
  sublabel: string;
  iso3: string;
}

/** Upper case, plain letters, single blanks. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/['’`]/g, '')
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** Words that say what a place is and not which: the name is compared without them, too. */
const KINDS_OF_PLACE =
  /\b(ANCHORAGES?|OFFSHORE|ROADS?|OUTER|HARBOU?RS?|PORTS?|PUERTO|PORTO|BAHIA|RADA|MINA|BUKHTA|GAVAN|GANG|HANG|KO|HAVN|HAMN|OF|DEL?|D[AO])\b/g;
const SIDES = /\b(NORTH|SOUTH|EAST|WEST) (?=ANCHORAGE)/g;

/** Spellings of one name to compare: as it stands and without the words that say what it is; no blanks. */
export function spellings(text: string): string[] {
  const whole = folded(text);
  const bare = whole.replace(SIDES, '').replace(KINDS_OF_PLACE, ' ');
  return [...new Set([whole, bare].map((name) => name.replaceAll(' ', '')))].filter((name) => name.length >= 3);
}

/** "CHN-2480": the place has a number and no name. */
export function isNumbered(label: string): boolean {
  return /^[A-Z]{3}-(\d+|NA)$/.test(label);
}

/** Where ships lie at anchor off a port. An offshore terminal is none: there they load. */
const ROADS = /\b(OFFSHORE$|ANCHORAGES?\b|ROADS?$)/;

export function isRoads(name: string): boolean {
  return ROADS.test(name);
}

/**
 * A sublabel is mostly the commonest destination that crews typed in there (KEY WEST stands off Havana). It is taken for
 * the name of a place where it says what kind of place it is, in plain words.
 */
const TELLS_PLACE =
  /\b(OFFSHORE|ANCHORAGE|ROADS?|BAY|FIELD|FPSO|BASIN|HARBOU?R|DOCKS?|JETTY|PIER|WHARF|QUAY|BERTHS?|SHIPYARD|TERMINAL|ISLAND|CHANNEL)\b/;

/** A name of fewer points may be one crew's habit. */
export const LEAST_POINTS_OF_NAME = 3;

export function tellsPlace(sublabel: string): boolean {
  return TELLS_PLACE.test(sublabel) && !/\d{3}/.test(sublabel);
}

/** "SUEZ SOUTH ANCHORAGE" as a reader would write it. */
export function titled(label: string): string {
  return label.toLowerCase().replace(/(?<![\p{L}'])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** ISO 3166: the three letters of the table and the two of ours. */
const ISO2 = new Map(
  `AGO AO ALA AX ARE AE ARG AR ASM AS ATA AQ AUS AU AZE AZ BEL BE BEN BJ BES BQ BGD BD BGR BG BHR BH BHS BS BLM BL BLZ BZ
  BOL BO BRA BR BRB BB BRN BN CAN CA CCK CC CHE CH CHL CL CHN CN CIV CI CMR CM COD CD COG CG COK CK COL CO COM KM CPV CV
  CRI CR CUB CU CUW CW CXR CX CYM KY CYP CY CZE CZ DEU DE DJI DJ DMA DM DNK DK DOM DO DZA DZ ECU EC EGY EG ERI ER ESH EH
  ESP ES EST EE FIN FI FJI FJ FLK FK FRA FR FRO FO FSM FM GBR GB GEO GE GHA GH GIB GI GIN GN GNB GW GNQ GQ GRC GR GRD GD
  GRL GL GTM GT GUM GU HKG HK HND HN HRV HR HTI HT HUN HU IDN ID IND IN IRL IE IRN IR ISL IS ITA IT JAM JM JPN JP KIR KI
  KOR KR KWT KW LBN LB LBR LR LBY LY LCA LC LKA LK LTU LT LVA LV MAR MA MCO MC MDG MG MDV MV MEX MX MHL MH MLT MT MOZ MZ
  MRT MR MUS MU MYS MY MYT YT NAM NA NCL NC NGA NG NLD NL NOR NO NZL NZ OMN OM PAK PK PAN PA PER PE PHL PH PNG PG POL PL
  PRI PR PRT PT PRY PY PYF PF QAT QA ROU RO RUS RU SAU SA SEN SN SGP SG SGS GS SJM SJ SLB SB SLE SL SRB RS SUR SR SVK SK
  SWE SE SYC SC TCA TC TGO TG THA TH TKM TM TON TO TTO TT TUN TN TUR TR TUV TV TWN TW TZA TZ UKR UA URY UY USA US VCT VC
  VEN VE VGB VG VIR VI VNM VN VUT VU WSM WS YEM YE ZAF ZA`
    .split(/\s+/)
    .reduce<[string, string][]>((pairs, code, at, all) => {
      if (at % 2 === 0) pairs.push([code, all[at + 1]!]);
      return pairs;
    }, []),
);

/** '' where the table names no country ("NA", blank). */
export function countryOf(iso3: string): string {
  const code = iso3.trim();
  if (code === '' || code === 'NA') return '';
  const iso2 = ISO2.get(code);
  if (iso2 === undefined) throw new Error(`no two letters for the country ${code} of an anchorage point`);
  return iso2;
}
