// Fills a report from named values, for formats whose records are objects (GeoJSON properties, GPX elements). The same
// names, limits and words as in CSV; an allocation here and there does not matter.

import { emptyReport, POSITION, type Report, STATIC } from '../../domain/report.ts';
import type { ParserOptions } from '../feed.ts';
import { cleanText, timeFromText } from './csv-fields.ts';
import {
  beamOf,
  courseOf,
  draughtOf,
  headingOf,
  imoOf,
  isMmsi,
  lengthOf,
  positionDoubt,
  REJECT,
  speedOf,
} from './field-limits.ts';
import { columnsByName, type Field } from './field-names.ts';
import { navStatusFrom, shipTypeFrom, stationFrom, stationOfMessage } from './field-words.ts';

export type Values = Partial<Record<Field, string | number>>;

/** The values of an object's properties under the fields that their names mean. */
export function valuesByName(properties: Readonly<Record<string, unknown>>): Values {
  const names = Object.keys(properties).filter((name) => {
    const value = properties[name];
    return typeof value === 'number' || (typeof value === 'string' && value !== '');
  });
  const values: Values = {};
  for (const [field, column] of Object.entries(columnsByName(names)) as [Field, number][]) {
    values[field] = properties[names[column]!] as string | number;
  }
  return values;
}

export interface ReportFiller {
  report: Report;
  /** Returns why there is no report, or null. */
  fill(values: Readonly<Values>, lon: number, lat: number, line: number): string | null;
}

export function createReportFiller(options: ParserOptions): ReportFiller {
  const report = emptyReport();
  report.source = options.source;

  function fill(values: Readonly<Values>, lon: number, lat: number, line: number): string | null {
    const mmsi = values.mmsi === undefined ? options.mmsi : Number(values.mmsi);
    if (mmsi === null) return REJECT.noMmsi;
    if (!isMmsi(mmsi)) return REJECT.mmsi;
    if (values.at === undefined) return REJECT.noTime;
    const at = timeOf(values.at, options.dateOrder);
    if (Number.isNaN(at)) return REJECT.time;
    const doubt = positionDoubt(lon, lat);
    report.mmsi = mmsi;
    report.at = at;
    report.line = line;
    const arrivedAt = values.arrivedAt === undefined ? at : timeOf(values.arrivedAt, options.dateOrder);
    report.arrivedAt = arrivedAt > at ? arrivedAt : at;
    fillStatic(values);
    const hasPosition = doubt === null;
    report.lon = hasPosition ? lon : Number.NaN;
    report.lat = hasPosition ? lat : Number.NaN;
    report.speedKn = hasPosition ? speedOf(numberOf(values.speedKn)) : Number.NaN;
    report.courseDeg = hasPosition ? courseOf(numberOf(values.courseDeg)) : Number.NaN;
    report.headingDeg = hasPosition ? headingOf(numberOf(values.headingDeg)) : Number.NaN;
    report.navStatus = hasPosition ? navStatusFrom(String(values.navStatus ?? '')) : Number.NaN;
    const messageType = numberOf(values.messageType);
    report.coarse = hasPosition && messageType === 27;
    report.station = values.station === undefined ? stationOfMessage(messageType) : stationFrom(String(values.station));
    report.receiver = cleanText(String(values.receiver ?? ''));
    report.parts = (hasPosition ? POSITION : 0) | (carriesStatic(report) ? STATIC : 0);
    return report.parts === 0 ? doubt : null;
  }

  function fillStatic(values: Readonly<Values>): void {
    report.imo = imoOf(Number(String(values.imo ?? '').replace(/^imo\s*/i, '') || Number.NaN));
    report.callSign = cleanText(String(values.callSign ?? ''));
    report.name = cleanText(String(values.name ?? ''));
    report.shipType = shipTypeFrom(String(values.shipType ?? ''));
    report.destination = cleanText(String(values.destination ?? ''));
    report.draughtM = draughtOf(numberOf(values.draughtM));
    report.lengthM = lengthOf(numberOf(values.lengthM));
    report.beamM = beamOf(numberOf(values.beamM));
    if (Number.isNaN(report.lengthM)) report.lengthM = lengthOf(numberOf(values.bowM) + numberOf(values.sternM));
    if (Number.isNaN(report.beamM)) report.beamM = beamOf(numberOf(values.portM) + numberOf(values.starboardM));
  }

  return { report, fill };
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

function numberOf(value: string | number | undefined): number {
  return value === undefined || value === '' ? Number.NaN : Number(value);
}

function timeOf(value: string | number, dateOrder: ParserOptions['dateOrder']): number {
  return timeFromText(String(value), dateOrder);
}
