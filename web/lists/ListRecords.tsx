// Records of a list, searched on the server and read page by page; one opens to all that the list says, with the text
// it was read from.

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import type { ListRecord } from '../../server/http/wire/list.ts';
import { Facts, Refused, Waiting } from '../parts/Parts.tsx';
import { countText } from '../words/format.ts';
import { Choice, RawText } from './ListMarks.tsx';
import { listApi, type RecordQuery } from './list-api.ts';

const STANDINGS = { on: 'On the list', gone: 'Left the list', all: 'Both' } as const;
const KINDS = { ship: 'Ships', party: 'Parties', class: 'Classes of ships', all: 'All kinds' } as const;

export function ListRecords({ id }: { id: string }) {
  const [text, setText] = useState('');
  const [kind, setKind] = useState<keyof typeof KINDS>('ship');
  const [standing, setStanding] = useState<keyof typeof STANDINGS>('on');
  const q = useDeferredValue(text.trim());
  const asked: RecordQuery = {
    ...(kind !== 'all' && { kind }),
    ...(standing !== 'all' && { gone: standing === 'gone' }),
    ...(q !== '' && { q }),
  };
  const query = useInfiniteQuery({
    queryKey: ['list records', id, asked],
    queryFn: ({ pageParam }) => listApi.records(id, asked, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <div className="field-row">
        <label className="search">
          <span className="unseen">Search the records</span>
          <input
            type="search"
            placeholder="Name, number, call sign, owner or programme"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <Choice name="Kind" value={kind} words={KINDS} choose={setKind} />
        <Choice name="Standing" value={standing} words={STANDINGS} choose={setStanding} />
      </div>
      {query.isPending && <Waiting what="the records" />}
      {query.isError && <Refused what="The records" error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <p className="quiet">No record fits.</p>}
      {rows.length > 0 && (
        <table className="table records" aria-busy={query.isPlaceholderData}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">IMO</th>
              <th scope="col">Flag</th>
              <th scope="col">Type</th>
              <th scope="col">Programme</th>
              <th scope="col">Listed</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((record) => (
              <Row key={record.recordId} record={record} />
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : `Show more than ${countText(rows.length)}`}
        </button>
      )}
    </>
  );
}

function Row({ record }: { record: ListRecord }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const [first, ...others] = record.names;
  return (
    <>
      <tr className={isGone(record, Date.now()) ? 'gone' : undefined}>
        <th scope="row">
          <button
            type="button"
            className="text-button"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            <span className="fold" aria-hidden="true" />
            {first?.text ?? 'no name'}
          </button>
          {others.length > 0 && <span className="quiet"> +{others.length} names</span>}
        </th>
        <td className="number">
          {record.imo ?? (record.companyImo === null ? '–' : `company ${record.companyImo}`)}
          {record.imoDoubtful && <div className="refusal">doubtful</div>}
        </td>
        <td>{record.flag ?? '–'}</td>
        <td>{record.shipType ?? '–'}</td>
        <td>{record.programmes.join(', ') || '–'}</td>
        <td className="number">{standingText(record)}</td>
      </tr>
      {open && (
        <tr id={id} className="record-open">
          <td colSpan={6}>
            <Whole record={record} />
          </td>
        </tr>
      )}
    </>
  );
}

function Whole({ record }: { record: ListRecord }) {
  return (
    <>
      <div className="list-facts">
        <Facts
          rows={[
            [
              'Names',
              <ul key="names">
                {record.names.map(({ text, kind, script }) => (
                  <li key={`${kind} ${text}`}>
                    {text} <span className="quiet">{script === 'Latn' ? kind : `${kind}, ${script}`}</span>
                  </li>
                ))}
              </ul>,
            ],
            row('MMSI', record.mmsis.join(', ')),
            row('Call sign', record.callSigns.join(', ')),
            row('Former flags', record.formerFlags.join(', ')),
            row('Built', record.builtYear),
            row('Gross tonnage', record.grossTonnage === null ? null : countText(record.grossTonnage)),
            row('Deadweight', record.deadweight === null ? null : countText(record.deadweight)),
            row('Length', record.lengthM === null ? null : `${record.lengthM} m`),
          ]}
        />
        <Facts
          rows={[
            ['Record', record.recordId],
            row('Measures', record.measures.join(', ')),
            ['Seen on the list', `since the copy of ${record.firstSeen}`],
            row('Left the list', record.firstMissed === null ? null : `missing from the copy of ${record.firstMissed}`),
            record.parties.length === 0
              ? null
              : [
                  'Parties',
                  <ul key="parties">
                    {record.parties.map(({ name, role, companyImo, country }) => (
                      <li key={`${role} ${name}`}>
                        {name}{' '}
                        <span className="quiet">
                          {[role, companyImo === null ? null : `company IMO ${companyImo}`, country]
                            .filter(Boolean)
                            .join(', ')}
                        </span>
                      </li>
                    ))}
                  </ul>,
                ],
            row('Remarks', record.remarks),
          ]}
        />
      </div>
      <RawText text={record.raw} />
    </>
  );
}

function row(name: string, value: string | number | null): readonly [string, string] | null {
  return value === null || value === '' ? null : [name, String(value)];
}

/** A listing whose last day is still to come has not ended. */
function isGone({ firstMissed, delisted }: ListRecord, at: number): boolean {
  return firstMissed !== null || (delisted !== null && Date.parse(delisted) <= at);
}

function standingText(record: ListRecord): string {
  const listed = record.listed ?? `by ${record.firstSeen}`;
  if (record.delisted !== null) {
    return isGone(record, Date.now()) ? `delisted ${record.delisted}` : `${listed}, until ${record.delisted}`;
  }
  if (record.firstMissed !== null) return `gone by ${record.firstMissed}`;
  return listed;
}
