// Fields that several message types share, written to the record with every "not available" made absent.

import type { POSITION } from '../../domain/report.ts';
import { copyText, unsigned } from '../six-bit.ts';
import { createTextCache, type TextCache, textOf } from '../text-cache.ts';
import type { AisRecord } from './record.ts';

const position: typeof POSITION = 1;

/** Strings of names already seen, and room to unpack the next one. */
export interface Texts {
  readonly cache: TextCache;
  readonly room: Uint8Array;
}

export function createTexts(): Texts {
  return { cache: createTextCache(), room: new Uint8Array(64) };
}

/** 1/10000 minute. 0, 0 is where receivers without a fix say they are. */
export function setPosition(r: AisRecord, lon: number, lat: number): void {
  if (lon > 108_000_000 || lon < -108_000_000 || lat > 54_000_000 || lat < -54_000_000 || (lon | lat) === 0) {
    r.lon = Number.NaN;
    r.lat = Number.NaN;
    return;
  }
  r.lon = lon / 600_000;
  r.lat = lat / 600_000;
  r.parts = position;
}

export function setSecond(r: AisRecord, sent: number): void {
  r.second = sent < 60 ? sent : Number.NaN;
  r.secondCode = sent;
}

/**
 * 30 bits of antenna offsets: length and beam are known where their sum is not 0 and neither offset is the greatest,
 * which stands for "511 m (63 m) or more" and gives no size.
 */
export function readDimensions(r: AisRecord, s: Uint8Array, from: number): void {
  const bow = unsigned(s, from, 9);
  const stern = unsigned(s, from + 9, 9);
  const port = unsigned(s, from + 18, 6);
  const starboard = unsigned(s, from + 24, 6);
  if (bow + stern > 0) {
    r.bowM = bow;
    r.sternM = stern;
    if (bow < 511 && stern < 511) r.lengthM = bow + stern;
  }
  if (port + starboard > 0) {
    r.portM = port;
    r.starboardM = starboard;
    if (port < 63 && starboard < 63) r.beamM = port + starboard;
  }
}

export function readShipType(r: AisRecord, s: Uint8Array, from: number): void {
  const type = unsigned(s, from, 8);
  r.shipType = type >= 1 && type <= 99 ? type : Number.NaN;
}

/** 0 is undefined and 9–14 are not assigned. */
export function readEpfd(r: AisRecord, s: Uint8Array, from: number): void {
  const epfd = unsigned(s, from, 4);
  r.epfd = (epfd >= 1 && epfd <= 8) || epfd === 15 ? epfd : Number.NaN;
}

export function textAt(texts: Texts, s: Uint8Array, from: number, characters: number): string {
  return textOf(texts.cache, texts.room, 0, copyText(s, from, characters, texts.room, 0));
}
