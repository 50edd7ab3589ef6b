// Fills a report from named values, for formats whose records are objects (GeoJSON properties, GPX elements, messages of
// feeds in JSON). The same names, limits and words as in CSV; an allocation here and there does not matter.

import { emptyReport, POSITION, type Report, STATIC } from '../../domain/report.ts';
import type { ParserOptions } from '../feed.ts';
import { cleanText } from './csv-fields.ts';
import { timeFromText } from './csv-time.ts';
import {
  beamOf,
  beamOfOffsets,
  courseOf,
  draughtOf,
  foldedLon,
  headingOf,
  imoOf,
  isMmsi,
  lengthOf,
  lengthOfOffsets,
  positionDoubt,
  REJECT,
  showsTo360,
  speedOf,
} from './field-limits.ts';
import { columnsByName, type Field, unitsByName } from './field-names.ts';
import { settledWithoutUnit, unitNote } from './field-units.ts';
import { decimalOf, identifierOf, imoNumberOf, saysNothing, type Value } from './field-values.ts';
import { navStatusFrom, shipTypeFrom, stationFrom, stationOfMessage } from './field-words.ts';

/** In knots, degrees and metres. */
export type Values = { [field in Field]?: Value | undefined };

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of an object, when it is a number or a text. */
export function pick(object: Json, name: string): Value | undefined {
  const value = object[name];
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** A member that counts in tenths, as AIS does on the air. */
export function tenths(object: Json, name: string): number {
  return decimalOf(pick(object, name)) / 10;
}

/**
 * The values of an object's properties under the fields that their names mean. What names a unit is brought to ours; of
 * what names none `note` is told, and it is left out where it may mean two things.
 */
export function valuesByName(properties: Json, note: (text: string) => void): Values {
  const names = Object.keys(properties).filter((name) => {
    const value = properties[name];
    return typeof value === 'number' || (typeof value === 'string' && value !== '');
  });
  const values: Values = {};
  const columns = columnsByName(names);
  for (const [field, column] of Object.entries(columns) as [Field, number][]) {
    values[field] = properties[names[column]!] as Value;
  }
  const { scales, unitless } = unitsByName(names, columns);
  for (const [field, scale] of Object.entries(scales) as [Field, number][]) {
    values[field] = decimalOf(values[field]) * scale;
  }
  for (const { field, header } of unitless) {
    const value = decimalOf(values[field]);
    values[field] = settledWithoutUnit(value);
    if (Number.isNaN(values[field]) && !Number.isNaN(value)) note(unitNote(header, field));
  }
  return values;
}

export interface ReportFiller {
  report: Report;
  /** Of the values filled last, when they gave a report: why a part of them is not in there, or null. */
  readonly refused: string | null;
  /** Takes the position from `values`. Returns why there is no report, or null. */
  fill(values: Readonly<Values>, line: number): string | null;
}

export function createReportFiller(options: ParserOptions): ReportFiller {
  const report = emptyReport();
  report.source = options.source;
  let refused: string | null = null;
  let countsTo360 = false;

  function fill(values: Readonly<Values>, line: number): string | null {
    refused = null;
    const mmsi = values.mmsi === undefined ? options.mmsi : identifierOf(values.mmsi);
    if (mmsi === null) return REJECT.noMmsi;
    if (!isMmsi(mmsi)) return REJECT.mmsi;
    if (saysNothing(values.at)) return REJECT.noTime;
    const at = timeOf(values.at!, options.dateOrder);
    if (Number.isNaN(at)) return whyNoTime(values.at!, options.dateOrder);
    report.mmsi = mmsi;
    report.at = at;
    report.line = line;
    const arrivedAt = values.arrivedAt === undefined ? at : timeOf(values.arrivedAt, options.dateOrder);
    report.arrivedAt = arrivedAt > at ? arrivedAt : at;
    fillStatic(values);
    const doubt = fillPosition(values);
    const messageType = decimalOf(values.messageType);
    report.coarse = doubt === null && messageType === 27;
    report.station = values.station === undefined ? stationOfMessage(messageType) : stationFrom(String(values.station));
    report.receiver = cleanText(String(values.receiver ?? ''));
    const hasStatic = carriesStatic(report);
    report.parts = (doubt === null ? POSITION : 0) | (hasStatic ? STATIC : 0);
    if (report.parts === 0) return doubt;
    if (doubt === REJECT.position) refused = doubt;
    return null;
  }

  /** Why the report has no position, or null. */
  function fillPosition(values: Readonly<Values>): string | null {
    const lon = decimalOf(values.lon);
    const lat = decimalOf(values.lat);
    const nothing = saysNothing(values.lon) && saysNothing(values.lat);
    const doubt = nothing ? REJECT.noPosition : positionDoubt(lon, lat, countsTo360);
    const known = doubt === null;
    if (known) countsTo360 ||= showsTo360(lon);
    report.lon = known ? foldedLon(lon) : Number.NaN;
    report.lat = known ? lat : Number.NaN;
    report.speedKn = known ? speedOf(decimalOf(values.speedKn)) : Number.NaN;
    report.courseDeg = known ? courseOf(decimalOf(values.courseDeg)) : Number.NaN;
    report.headingDeg = known ? headingOf(decimalOf(values.headingDeg)) : Number.NaN;
    report.navStatus = known ? navStatusFrom(String(values.navStatus ?? '')) : Number.NaN;
    return doubt;
  }

  function fillStatic(values: Readonly<Values>): void {
    const imo = saysNothing(values.imo) ? Number.NaN : imoNumberOf(values.imo!);
    if (Number.isNaN(imo) && !saysNothing(values.imo)) refused = REJECT.imo;
    report.imo = imoOf(imo);
    report.callSign = cleanText(String(values.callSign ?? ''));
    report.name = cleanText(String(values.name ?? ''));
    report.shipType = shipTypeFrom(String(values.shipType ?? ''));
    report.destination = cleanText(String(values.destination ?? ''));
    report.draughtM = draughtOf(decimalOf(values.draughtM));
    report.lengthM = lengthOf(decimalOf(values.lengthM));
    report.beamM = beamOf(decimalOf(values.beamM));
    const [bow, stern] = [decimalOf(values.bowM), decimalOf(values.sternM)];
    const [port, starboard] = [decimalOf(values.portM), decimalOf(values.starboardM)];
    // A length that was made of an offset of "511 m or more" is none either.
    if (bow >= 511 || stern >= 511) report.lengthM = Number.NaN;
    else if (Number.isNaN(report.lengthM)) report.lengthM = lengthOfOffsets(bow, stern);
    if (port >= 63 || starboard >= 63) report.beamM = Number.NaN;
    else if (Number.isNaN(report.beamM)) report.beamM = beamOfOffsets(port, starboard);
  }

  return {
    report,
    fill,
    get refused() {
      return refused;
    },
  };
}

/** Does any static field say something? */
export function carriesStatic(report: Readonly<Report>): boolean {
  return (
    report.name !== '' ||
    report.callSign !== '' ||
    report.destination !== '' ||
    !Number.isNaN(report.imo) ||
    !Number.isNaN(report.shipType) ||
    !Number.isNaN(report.lengthM) ||
    !Number.isNaN(report.beamM) ||
    !Number.isNaN(report.draughtM)
  );
}

function timeOf(value: Value, dateOrder: ParserOptions['dateOrder']): number {
  return timeFromText(String(value), dateOrder);
}

/** For a text that is no time by the date order: would it be one if the order were told? */
export function whyNoTime(value: Value, dateOrder: ParserOptions['dateOrder']): string {
  if (dateOrder !== null) return REJECT.time;
  const eitherWay = timeOf(value, 'day first') > 0 || timeOf(value, 'month first') > 0;
  return eitherWay ? REJECT.dateOrder : REJECT.time;
}
