// The watchlists: their owners and purposes, their ships and the reasons, and the screening box beside them. A ship added
// here is watched at once; a ship removed is no longer watched at once.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Watchlist } from '../../server/http/wire/watch.ts';
import { Needs } from '../access/Needs.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Facts, Refused, Waiting } from '../parts/Parts.tsx';
import { countText } from '../words/format.ts';
import { listApi } from './list-api.ts';
import { ScreenBox } from './ScreenBox.tsx';
import { WatchlistForm } from './WatchlistForm.tsx';
import { type MemberDraft, NO_DRAFT, WatchMembers } from './WatchMembers.tsx';
import { daysText, filterText } from './watchlists.ts';

export function WatchlistsDialog() {
  return (
    <Dialog title="Watchlists and screening" wide>
      <div className="lists-screen">
        <Screen />
      </div>
    </Dialog>
  );
}

function Screen() {
  const query = useQuery({ queryKey: ['watchlists'], queryFn: listApi.watchlists });
  const [picked, setPicked] = useState<string | null>(null);
  const [form, setForm] = useState<'new' | 'change' | null>(null);
  const [draft, setDraft] = useState<MemberDraft>(NO_DRAFT);
  const lists = query.data ?? [];
  const list = lists.find(({ id }) => id === picked) ?? lists[0] ?? null;
  const pick = (id: string | null) => {
    setPicked(id);
    setForm(null);
    setDraft(NO_DRAFT);
  };
  return (
    <div className="watch-screen">
      <section className="watch-side" aria-labelledby="watchlists-title">
        <h3 id="watchlists-title">Watchlists</h3>
        {query.isPending && <Waiting what="the watchlists" />}
        {query.isError && <Refused what="The watchlists" error={query.error} again={() => void query.refetch()} />}
        <ul className="watch-picks">
          {lists.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className="watch-pick"
                aria-pressed={each === list && form !== 'new'}
                onClick={() => pick(each.id)}
              >
                <span className="watch-pick-title">{each.title}</span>
                <span className="quiet number">
                  {countText(each.hulls)} watched{each.owner === '' ? '' : ` · ${each.owner}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {query.isSuccess && lists.length === 0 && <p className="quiet">There is no watchlist: nothing is watched.</p>}
        <button type="button" className="button" onClick={() => setForm('new')}>
          New watchlist
        </button>
      </section>
      <div className="watch-main">
        {form !== null ? (
          <Needs right="lists">
            <WatchlistForm
              key={form === 'new' ? 'new' : list?.id}
              list={form === 'new' ? null : list}
              taken={lists.map(({ id }) => id)}
              saved={(id) => pick(id)}
              cancel={() => setForm(null)}
            />
          </Needs>
        ) : (
          list !== null && (
            <>
              <About key={`about ${list.id}`} list={list} change={() => setForm('change')} removed={() => pick(null)} />
              <WatchMembers key={`members ${list.id}`} list={list} draft={draft} setDraft={setDraft} />
            </>
          )
        )}
      </div>
      <ScreenBox
        add={
          list === null || form !== null
            ? null
            : {
                to: list.title,
                ship: (ship, name) => {
                  setDraft({ ...NO_DRAFT, ship, name });
                  document.getElementById('member-note')?.focus();
                },
              }
        }
      />
    </div>
  );
}

function About({ list, change, removed }: { list: Watchlist; change: () => void; removed: () => void }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => listApi.removeWatchlist(list.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['watchlists'] });
      removed();
    },
  });
  return (
    <section aria-labelledby="watchlist-name">
      <div className="watch-head">
        <h3 id="watchlist-name">
          {list.title} {list.pinned && <span className="tag watched">pinned</span>}
        </h3>
        <div className="actions-row">
          <button type="button" className="button" onClick={change}>
            Change
          </button>
          {asking ? (
            <>
              <button
                type="button"
                className="button danger"
                disabled={removing.isPending}
                onClick={() => removing.mutate()}
              >
                Remove it, its {countText(list.hulls)} ships too
              </button>
              <button type="button" className="button" onClick={() => setAsking(false)}>
                Keep it
              </button>
            </>
          ) : (
            <button type="button" className="button" onClick={() => setAsking(true)}>
              Remove
            </button>
          )}
        </div>
      </div>
      {removing.isError && (
        <p className="refusal" role="alert">
          {removing.error.message}
        </p>
      )}
      <Facts
        rows={[
          ['Owner', list.owner || 'nobody named'],
          ['Purpose', list.purpose || 'none given'],
          ['Takes', filterText(list.filter)],
          [
            'Ships',
            list.hulls === 0 && list.members === 0
              ? 'none yet'
              : `${countText(list.hulls)} watched now; ${countText(list.members)} entered by hand or CSV`,
          ],
          daysText(list) === '' ? null : ['In effect', daysText(list)],
          list.notes === null ? null : ['Notes', list.notes],
        ]}
      />
    </section>
  );
}
