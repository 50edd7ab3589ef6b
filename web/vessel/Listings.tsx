// The listings of a vessel with how each stood on the day of the playhead: one listed later must not look as if it had
// been in force.

import type { Designation } from '../../server/http/wire/identity.ts';
import { Section } from '../parts/Parts.tsx';
import { currentReplay } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { listedText, STANDING_WORDS, standingOf } from '../words/designations.ts';
import { dateText } from '../words/format.ts';

export function Listings({ rows, at }: { rows: Designation[]; at: number }) {
  const asOf = useSlice((state) => currentReplay(state)?.asOf);
  const order = ['in-force', 'later', 'undated', 'ended', 'catalogue'];
  const sorted = rows
    .map((row) => ({ row, standing: standingOf(row, at) }))
    .sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  return (
    <Section title="Listings" count={rows.length}>
      {rows.length === 0 ? (
        <p className="quiet">On no list that this monitor carries.</p>
      ) : (
        <>
          {asOf === 'now' && (
            <p className="quiet">This replay goes by the lists of today, whatever stood at the playhead.</p>
          )}
          <table className="table listings">
            <caption className="quiet">Standing on {dateText(at)}, the date of the playhead</caption>
            <thead>
              <tr>
                <th scope="col">Authority, programme</th>
                <th scope="col">Listed</th>
                <th scope="col">Standing</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map(({ row, standing }) => (
                <tr key={`${row.authority} ${row.programme} ${row.ref}`} className={standing}>
                  <td>
                    <strong>{row.authority}</strong>
                    <br />
                    {row.programme}
                    {row.ref !== null && `, ${row.ref}`}
                    <br />
                    <span className="quiet">Source: {row.source}</span>
                  </td>
                  <td className="number">{listedText(row)}</td>
                  <td>
                    <span className={`listing-standing ${standing}`}>{STANDING_WORDS[standing]}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}
