// Reads single values of records (JSON members, XML texts) as strictly as `csv-fields.ts` reads columns: identifiers are
// digits, numbers are decimal, a word of absence is absence. NaN is what cannot be read.

import { cleanText } from './csv-fields.ts';

export type Value = string | number;

/** Digits as they were given out, with nothing but zeros behind a point. */
const IDENTIFIER = /^\s*\d{1,9}(?:[.,]0*)?\s*$/;
const IMO = /^\s*(?:imo[\s:-]*)?(\d{1,9})(?:[.,]0*)?\s*$/i;
const DECIMAL = /^\s*[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?\s*$/i;

export function identifierOf(value: Value): number {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : Number.NaN;
  return IDENTIFIER.test(value) ? Number.parseInt(value, 10) : Number.NaN;
}

export function imoNumberOf(value: Value): number {
  if (typeof value === 'number') return identifierOf(value);
  const digits = IMO.exec(value)?.[1];
  return digits === undefined ? Number.NaN : Number(digits);
}

export function decimalOf(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  return value !== undefined && DECIMAL.test(value) ? Number(value.replace(',', '.')) : Number.NaN;
}

export function saysNothing(value: Value | undefined): boolean {
  return value === undefined || (typeof value === 'string' && cleanText(value) === '');
}
