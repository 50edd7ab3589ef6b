// Words of the AIS destination field that name no port: orders, grounds, telephone numbers, what the ship is doing, and
// the country behind a port's name. Met in the recordings under test and in the detection facts, section 10. Folded text
// comes in as words; nothing here knows a port.

/** Words that say that there is no destination, or only what the ship does. */
const NOTHING_WORDS = words(`
  FOR ORDER ORDERS FO TO AND OR THE WAITING AWAITING DRIFTING UNDER WAY UNDERWAY TOW
  HIGH OPEN SEA SEAS SEAWAY OCEAN ATLANTIC PACIFIC INDIAN ARCTIC NORTH BALTIC BLACK CASPIAN BARENTS NORWEGIAN
  MEDITERRANEAN IJSSELMEER
  ARMED GUARD GUARDS GUARDED ONBOARD ON BOARD
  FISHING FISH FISHERY FISHERIES GROUND GROUNDS GRNDS FISHINGGROUND FISHINGGROUNDS FISHGROUND FARM FARMS FISHFARM
  FISHFARMS SEAFARMS FHISHFARMS FIHING FISKE FISKERI FISK FISKEFELT FISKEFELTET FISKEFELTENE FELTET LONGLINING GILLNETTER
  TRIAL TRIALS TRAIL SEATRIAL SEATRIALS SEATRAIL TEST
  CH CHL CHNL CHANNEL KANAL VHF TLF TEL PHONE MOB CALL INFO DEST DESTINATION DESTINATIO CH16
  NA NIL NONE NULL NO UNKNOWN ONBEKEND TBN TBA TBC XXX HOME EXPLORING CRUISING VARIOUS
  TUG TUGBOAT TOWING TOWAGE SERVICE SERVICES FERRY HARBOUR HARBOR PORT HAVN HAMN HAVEN HBR HRB DUTY DUTIES WORK WORKING
  OPERATION OPERATIONS OPS LOCAL AREA PATROL PATROUILLE COASTGUARD SAR RESCUE AMBULANCE DREDGING BAGGEREN SURVEY
  ESCORT ESCORTING ASSISTANCE JOB SITE IN AT KEEP CLEAR FLEET
`);

/** Words beside a port's name: where off the port, or how it is reached. */
const BESIDE_WORDS = words(`
  ANCHORAGE ANCHORAGES ANCHOR ANCH ANC ANCHORG ANCHRAGE ANCHORGE ROADS ROAD ROADSTEAD RDS RD INNER OUTER OFF OPL
  PILOT PILOTS PILOTAGE STATION STN BOARDING BUOY BERTH PIER QUAY DOCK TERMINAL SHIPYARD YARD VTS ZONE EAST WEST SOUTH
  INT INTL CITY ETA ETD
`);

/** ISO 3166 codes of the country that a word may stand for; states of the USA and Canada count for theirs. */
const COUNTRY_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  `RUSSIA RU|RUSSIAN RU|RUS RU|RUSSIE RU|CHINA CN|CHN CN|PRC CN|KOREA KR,KP|DPRK KP|ROK KR|KOR KR|PRK KP|JAPAN JP|JPN JP|
  JAP JP|UKRAINE UA|UKR UA|TURKEY TR|TURKIYE TR|TUR TR|SYRIA SY|SYR SY|IRAN IR|IRN IR|IRAQ IQ|EGYPT EG|EGY EG|LIBYA LY|
  ALGERIA DZ|MOROCCO MA|TUNISIA TN|NIGERIA NG|NIGERI NG|GHANA GH|TOGO TG|CAMEROON CM|KENYA KE|TANZANIA TZ|
  MOZAMBIQUE MZ|SUDAN SD|YEMEN YE|OMAN OM|UAE AE|QATAR QA|KUWAIT KW|INDIA IN|IND IN|PAKISTAN PK|BANGLADESH BD|
  VIETNAM VN|VNM VN|THAILAND TH|MALAYSIA MY|SINGAPORE SG|INDONESIA ID|PHILIPPINES PH|TAIWAN TW|AUSTRALIA AU|AUS AU|
  USA US|US US|CANADA CA|CAN CA|MEXICO MX|PANAMA PA|CUBA CU|VENEZUELA VE|VEN VE|BRAZIL BR|BRASIL BR|ARGENTINA AR|
  CHILE CL|PERU PE|COLOMBIA CO|UK GB|GB GB|GBR GB|ENGLAND GB|SCOTLAND GB|WALES GB|IRELAND IE|EIRE IE|FRANCE FR|
  SPAIN ES|PORTUGAL PT|ITALY IT|ITA IT|GREECE GR|GRC GR|CYPRUS CY|MALTA MT|CROATIA HR|ROMANIA RO|BULGARIA BG|GEORGIA GE|
  ISRAEL IL|LEBANON LB|GERMANY DE|GER DE|NETHERLANDS NL|NETHERLAND NL|HOLLAND NL|NL NL|BELGIUM BE|DENMARK DK|DK DK|
  NORWAY NO|NOR NO|SWEDEN SE|SWE SE|FINLAND FI|FIN FI|POLAND PL|POLEN PL|POL PL|POLAN PL|PL PL|LATVIA LV|LITHUANIA LT|
  ESTONIA EE|ICELAND IS|DOM DO|CN CN|JP JP|KR KR|FL US|TX US|LA US|MS US|AL US|WA US|OR US|CA US,CA|AK US|NY US|NJ US|
  ME US|MO US|OH US|IL US|FLA US|BC CA|NB CA|NS CA|NF CA`
    .split('|')
    .map((entry) => entry.trim().split(' ') as [string, string])
    .map(([word, codes]) => [word, codes.split(',')]),
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** So many digits are a telephone number or an identity, not the number of a berth. */
const PHONE_DIGITS = 6;

/** Do these words name no place at all? */
export function saysNothing(tokens: readonly string[]): boolean {
  if (tokens.join('').replace(/[^0-9]/g, '').length >= PHONE_DIGITS) return true;
  return tokens.every(
    (token) => token.length === 1 || isDigits(token) || NOTHING_WORDS.has(token) || BESIDE_WORDS.has(token),
  );
}

/** May this word be dropped from the end of what may be a port's name? */
export function isDroppedBehind(token: string): boolean {
  return token.length === 1 || /^[0-9]/.test(token) || NOTHING_WORDS.has(token) || BESIDE_WORDS.has(token);
}

/** May it be dropped from the beginning? Directions and the like make other names there: EAST LONDON. */
export function isDroppedBefore(token: string): boolean {
  return NOTHING_WORDS.has(token) && token !== 'NORTH' && token !== 'BLACK' && token !== 'HIGH' && token !== 'NO';
}

export function countriesOf(token: string): readonly string[] | null {
  return COUNTRY_WORDS.get(token) ?? null;
}

function isDigits(token: string): boolean {
  return /^[0-9]+$/.test(token);
}
