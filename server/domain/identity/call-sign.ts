// Call signs made comparable: letters and digits only. A good second witness, weak alone; up to seven characters in AIS.

const NO_CALL_SIGNS = new Set(['UNKNOWN', 'NONE', 'NULL', 'TEST', 'NOCALL']);

/** '' where the text is no evidence of a call sign: too short or long, no letter, one character over and over. */
export function callSignKey(text: string): string {
  const key = PLAIN.test(text)
    ? text
    : text
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, '');
  if (key.length < 3 || key.length > 7 || !/[A-Z]/.test(key) || /^(.)\1*$/.test(key)) return '';
  return NO_CALL_SIGNS.has(key) ? '' : key;
}

const PLAIN = /^[A-Z0-9]*$/;
