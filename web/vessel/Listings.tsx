// The listings of a vessel with how each stood on the day of the playhead: one listed later must not look as if it had
// been in force.

import type { Designation } from '../../server/http/wire/identity.ts';
import { KnownLater } from '../parts/ClockMarks.tsx';
import { Section } from '../parts/Parts.tsx';
import { useLens } from '../state/clock.ts';
import { endingText, listedText, STANDING_WORDS, type Standing, standingOf } from '../words/designations.ts';
import { dateText } from '../words/format.ts';

export function Listings({ rows, at }: { rows: Designation[]; at: number }) {
  const lens = useLens();
  const order = ['in-force', 'undated', 'ended', 'later', 'catalogue'];
  const sorted = rows
    .map((row) => ({ row, standing: standingOf(row, at) }))
    .sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  const isLater = ({ row }: (typeof sorted)[number]) => row.listed !== null && Date.parse(row.listed) > at;
  const later = lens === 'then' ? sorted.filter(isLater) : [];
  const shown = sorted.filter((each) => !later.includes(each));
  return (
    <Section title="Listings" count={shown.length}>
      {lens === 'now' && (
        <p className="quiet">This replay goes by the lists of today, whatever stood at the playhead.</p>
      )}
      {shown.length === 0 && (
        <p className="quiet">
          {later.length > 0
            ? `On no list that this monitor carries on ${dateText(at)}.`
            : 'On no list that this monitor carries. That is no clearance: other lists may have it.'}
        </p>
      )}
      {shown.length > 0 && <Rows rows={shown} at={at} caption={`Standing on ${dateText(at)}`} />}
      {later.length > 0 && (
        <KnownLater what={later.length === 1 ? '1 listing' : `${later.length} listings`}>
          <Rows rows={later} at={at} caption={`Listed after ${dateText(at)}: not in force then`} />
        </KnownLater>
      )}
    </Section>
  );
}

function Rows({
  rows,
  at,
  caption,
}: {
  rows: { row: Designation; standing: Standing }[];
  at: number;
  caption: string;
}) {
  return (
    <table className="table listings">
      <caption className="quiet">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Authority, programme</th>
          <th scope="col">Listed</th>
          <th scope="col">Standing</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, standing }) => (
          <tr key={`${row.authority} ${row.programme} ${row.ref}`} className={standing}>
            <td>
              <strong>{row.authority}</strong>
              <br />
              {row.programme}
              {row.ref !== null && `, ${row.ref}`}
              <br />
              <span className="quiet" data-clock="now">
                Source, as it reads today: {row.source}
              </span>
            </td>
            <td className="number">
              {listedText(row)}
              {standing === 'ended' && endingText(row, at)}
            </td>
            <td>
              <span className={`listing-standing ${standing}`}>{STANDING_WORDS[standing]}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
