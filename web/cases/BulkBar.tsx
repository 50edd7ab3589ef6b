// Deals with the picked cases together: acknowledge, resolve with a reason, mute, give to somebody. What was done can be undone
// for ten seconds; what did not fit is said in the server's words.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkDeed } from '../../server/http/wire/desk.ts';
import { useMay } from '../access/me.ts';
import { LONG_MUTE_HOURS, MUTE_HOURS } from '../alerts/mutes.ts';
import { type Action, outcomeText } from '../desk/deed-words.ts';
import { deskApi, REASONS_QUERY } from '../desk/desk-api.ts';
import { useHeld } from '../desk/held.ts';
import { offerUndo } from '../desk/UndoToast.tsx';
import { ruleApi } from '../rules/rule-api.ts';
import type { CaseRow } from '../state/case-feed.ts';
import { useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';
import { focusCard } from './focus.ts';
import { MOST_PICKED, picked, pickNone } from './picked.ts';

type Deal = { what: Exclude<Action, 'note' | 'reopen' | 'withdraw'> } | { what: 'mute' };

export function BulkBar({ rows }: { rows: readonly CaseRow[] }) {
  const all = useHeld(picked);
  const alerts = useSlice((state) => state.alerts);
  const scope = useSlice((state) => state.scope);
  const may = useMay('desk');
  const [reason, setReason] = useState('reviewed');
  const [hours, setHours] = useState(LONG_MUTE_HOURS);
  const [keeper, setKeeper] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const reasons = useQuery({ ...REASONS_QUERY, enabled: all.size > 0 });
  const queries = useQueryClient();
  const chosen = rows.filter((row) => all.has(row.case.id));
  const open = chosen.reduce(
    (sum, row) => sum + row.alertIds.filter((id) => alerts.get(id)?.state === 'open').length,
    0,
  );
  const deal = useMutation({
    mutationFn: async ({ what }: Deal): Promise<{ deed: string | null; says: string; refused: string | null }> => {
      const ids = chosen.map((row) => row.case.id);
      if (what === 'mute') {
        const made = await ruleApi.muteCases(scope!, { cases: ids, hours, reasonCode: 'known-and-accepted' });
        const count = made.rows.length;
        return { deed: made.deed, says: count === 1 ? '1 case muted.' : `${count} cases muted.`, refused: null };
      }
      const result: BulkDeed = await deskApi.deed(scope!, {
        action: what,
        subjects: ids.map((id) => ({ kind: 'case', id })),
        reasonCode: what === 'assign' ? null : (reason as never),
        assignee: what === 'assign' && keeper.trim() !== '' ? keeper.trim() : null,
      });
      const why = result.rows.find(({ outcome }) => outcome !== 'done')?.says ?? null;
      // Where nothing was done there is nothing to undo.
      const deed = result.done === 0 ? null : result.deed;
      return { deed, says: outcomeText(what, result.done, result.refused, 'case'), refused: why };
    },
    onSuccess: ({ deed, says, refused: why }) => {
      if (deed !== null) offerUndo(deed, says);
      setRefused(why);
      const [first] = chosen;
      pickNone();
      if (first !== undefined) focusCard(first.case.id);
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['case'] });
      void queries.invalidateQueries({ queryKey: ['alert'] });
    },
  });
  if (chosen.length === 0 && !deal.isError && refused === null) return null;
  const busy = deal.isPending || !may || chosen.length === 0;
  return (
    <section className="bulk-bar" aria-label="Deal with the picked cases">
      <div className="bulk-row">
        <strong role="status">
          {chosen.length === 0 ? 'None picked' : `${countText(chosen.length)} picked`}
          {chosen.length >= MOST_PICKED && ', the most at once'}
          <span className="quiet"> {open === 1 ? '1 open alert' : `${countText(open)} open alerts`}</span>
        </strong>
        <button
          type="button"
          className="text-button"
          onClick={() => {
            pickNone();
            setRefused(null);
            deal.reset();
          }}
        >
          Clear
        </button>
      </div>
      <div className="bulk-row">
        <button
          type="button"
          id="bulk-acknowledge"
          className="button primary"
          disabled={busy}
          onClick={() => deal.mutate({ what: 'acknowledge' })}
        >
          Acknowledge
        </button>
        <span className="bulk-pair">
          <label className="select">
            <span className="unseen">Mute for</span>
            <select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
              {MUTE_HOURS.map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            id="bulk-mute"
            className="button"
            disabled={busy}
            onClick={() => deal.mutate({ what: 'mute' })}
          >
            Mute
          </button>
        </span>
      </div>
      <div className="bulk-row">
        <span className="bulk-pair">
          <label className="select">
            <span className="unseen">Reason</span>
            <select value={reason} onChange={(event) => setReason(event.target.value)}>
              {(reasons.data ?? [])
                .filter(({ code }) => code !== 'other')
                .map(({ code, word }) => (
                  <option key={code} value={code}>
                    {word}
                  </option>
                ))}
            </select>
          </label>
          <button type="button" className="button" disabled={busy} onClick={() => deal.mutate({ what: 'resolve' })}>
            Resolve
          </button>
        </span>
        <span className="bulk-pair">
          <label className="field">
            <span className="unseen">Looked after by</span>
            <input
              type="text"
              maxLength={100}
              placeholder="Whom"
              value={keeper}
              onChange={(event) => setKeeper(event.target.value)}
            />
          </label>
          <button
            type="button"
            className="button"
            disabled={busy || keeper.trim() === ''}
            onClick={() => deal.mutate({ what: 'assign' })}
          >
            Assign
          </button>
        </span>
      </div>
      {!may && <p className="quiet">Your role may read and not deal with cases.</p>}
      {(deal.error !== null || refused !== null) && (
        <p className="refusal" role="alert">
          {deal.error?.message ?? refused}
        </p>
      )}
    </section>
  );
}
