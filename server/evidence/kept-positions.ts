// Reports made of what the store kept, where neither the recording nor the log of what feeds brought has them any more: the
// kept positions, and static data as far as the identity timeline tells. Such a report has no line and no receiver, and of a
// ship that was not watched one position in ten minutes was kept.

import type { HeardVessel, IdentityLine, KeptFix } from '../domain/heard.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from '../domain/report.ts';

export const FROM_STORE = 'kept positions';

export function reportsOfKept(vessel: HeardVessel | null, fixes: readonly KeptFix[]): Report[] {
  const reports: Report[] = fixes.map((fix) => ({ ...blank(fix.mmsi, fix.at), ...fix, parts: POSITION }));
  if (vessel === null) return reports;
  const units = new Set([vessel.mmsi, ...fixes.map(({ mmsi }) => mmsi)]);
  const changes = [...new Set(vessel.identity.map(({ firstAt }) => firstAt))].sort((a, b) => a - b);
  // What a unit sends is said at each change, and once more before its first kept position.
  for (const mmsi of units) {
    const first = fixes.find((fix) => fix.mmsi === mmsi)?.at;
    const instants = new Set([...changes, ...(first === undefined ? [] : [first])]);
    for (const at of instants) reports.push({ ...blank(mmsi, at), ...staticAt(vessel, at), parts: STATIC });
  }
  return reports.sort((a, b) => a.at - b.at);
}

function blank(mmsi: number, at: number): Report {
  return { ...emptyReport(), mmsi, at, arrivedAt: at, station: STATION.classA, source: FROM_STORE };
}

/** As the timeline has it at an instant: of each field the line that began last. */
function staticAt({ identity }: HeardVessel, at: number): Partial<Report> {
  const newest = new Map<IdentityLine['field'], IdentityLine>();
  for (const line of identity) {
    if (line.firstAt <= at && line.firstAt >= (newest.get(line.field)?.firstAt ?? Number.NEGATIVE_INFINITY))
      newest.set(line.field, line);
  }
  const text = (field: IdentityLine['field']) => newest.get(field)?.value ?? '';
  const number = (field: IdentityLine['field']) => Number.parseFloat(newest.get(field)?.value ?? '');
  const [lengthM = Number.NaN, beamM = Number.NaN] = (text('size').match(/[\d.]+/g) ?? []).map(Number);
  return {
    imo: number('imo'),
    name: text('name'),
    callSign: text('callSign'),
    shipType: number('shipType'),
    draughtM: number('draught'),
    destination: text('destination'),
    lengthM,
    beamM,
  };
}
