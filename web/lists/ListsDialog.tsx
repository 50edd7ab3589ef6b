// The lists that ships are matched against: the state of each, the age of its copy by the publisher's mark, what the last
// copy changed, and what went wrong. Opening one shows it in full.

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ListStatus } from '../../server/http/wire/list.ts';
import { Needs } from '../access/Needs.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { countText, timeText } from '../words/format.ts';
import { ListDetail } from './ListDetail.tsx';
import { ChangeLine, HealthBadge } from './ListMarks.tsx';
import { ListUpload } from './ListUpload.tsx';
import { listApi } from './list-api.ts';
import { ageText, fitsText, forceText, listGroups, saysText, sizeText, standText } from './lists.ts';

export function ListsDialog() {
  const [opened, setOpened] = useState<ListStatus | null>(null);
  const [left, setLeft] = useState<ListStatus | null>(null);
  return (
    <Dialog title="Lists" wide>
      <div className="lists-screen">
        {opened === null ? (
          <Overview focusOn={left} open={setOpened} />
        ) : (
          <ListDetail
            key={opened.id}
            row={opened}
            close={() => {
              setLeft(opened);
              setOpened(null);
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

function Overview({ focusOn, open }: { focusOn: ListStatus | null; open: (list: ListStatus) => void }) {
  const [text, setText] = useState('');
  const query = useQuery({ queryKey: ['lists'], queryFn: listApi.lists, refetchInterval: 30_000 });
  if (query.isPending) return <Waiting what="the lists" />;
  if (query.isError) return <Refused what="The lists" error={query.error} again={() => void query.refetch()} />;
  const groups = listGroups(query.data.filter((list) => fitsText(list, text)));
  return (
    <>
      <div className="field-row">
        <label className="search">
          <span className="unseen">Search the lists</span>
          <input
            type="search"
            placeholder="List, authority or health"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <span className="quiet number">{standText(query.data)}</span>
      </div>
      <Needs right="lists">
        <ListUpload />
      </Needs>
      <table className="table lists-table">
        <thead>
          <tr>
            <th scope="col">List</th>
            <th scope="col">Health</th>
            <th scope="col">Age, by its mark</th>
            <th scope="col" className="right">
              Ships
            </th>
            <th scope="col">Last difference</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.title}>
            <tr className="group-row">
              <th scope="rowgroup" colSpan={5}>
                {group.title} <span className="count number">{group.lists.length}</span>
                <span className="quiet"> {group.note}</span>
              </th>
            </tr>
            {group.lists.map((list) => (
              <Row
                key={list.id}
                list={list}
                focus={list.id === focusOn?.id && list.builtIn === focusOn.builtIn}
                open={open}
              />
            ))}
          </tbody>
        ))}
      </table>
      {groups.length === 0 && <p className="quiet">No list fits “{text}”.</p>}
    </>
  );
}

function Row({ list, focus, open }: { list: ListStatus; focus: boolean; open: (list: ListStatus) => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focus) button.current?.focus();
  }, [focus]);
  return (
    <tr>
      <th scope="row">
        <button type="button" ref={button} className="text-button" onClick={() => open(list)}>
          {list.title}
        </button>
        <div className="quiet">
          {list.authority}
          {!list.sanction && ' · catalogue, no sanction'}
        </div>
      </th>
      <td className="health-cell">
        <HealthBadge state={list.state} />
        {list.says !== null && (
          <p className={list.state === 'failing' ? 'refusal' : 'quiet'}>
            {saysText(list)}
            {list.failingSince !== null && ` Since ${timeText(Date.parse(list.failingSince))}.`}
          </p>
        )}
        {list.state === 'failing' && <p>{forceText(list)}</p>}
      </td>
      <td className="number age-cell">
        {list.versionId === null && !list.builtIn ? (
          <span className="quiet">–</span>
        ) : (
          <>
            {list.builtIn ? 'compiled' : ageText(list.ageDays)}
            <div className="quiet">{list.published ?? list.asOf}</div>
          </>
        )}
      </td>
      <td className="right number">
        {list.versionId === null && !list.builtIn ? <span className="quiet">–</span> : countText(list.ships)}
        {list.ships === 0 && list.parties > 0 && <div className="quiet">{sizeText({ ...list, classes: 0 })}</div>}
      </td>
      <td>
        {list.lastDifference === null ? (
          <span className="quiet">–</span>
        ) : (
          <ChangeLine difference={list.lastDifference} size={list} />
        )}
      </td>
    </tr>
  );
}
