// The rules that alerts are raised by: the program's own, which can be switched and copied, and users', which can be made,
// changed and removed. One of them on opening, in full.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Rule, RuleSaved } from '../../server/http/wire/rule.ts';
import { Needs } from '../access/Needs.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { SeverityBadge } from '../parts/Marks.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useLens } from '../state/clock.ts';
import { useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';
import { RuleForm } from './RuleForm.tsx';
import { ruleApi } from './rule-api.ts';
import { datesText, KIND_WORDS } from './rules.ts';

type Editing = { rule: Rule | null; copy: boolean };

export function RulesDialog() {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [said, setSaid] = useState('');
  const done = ({ rule, firstRun }: RuleSaved) => {
    setEditing(null);
    setSaid(`“${rule.title}” is saved in version ${rule.version} and in use.${firstRun ? ` ${firstRun.says}` : ''}`);
  };
  return (
    <Dialog title="Rules" wide>
      <div className="lists-screen">
        {editing === null ? (
          <Overview said={said} edit={setEditing} />
        ) : (
          <Needs right="lists">
            <RuleForm rule={editing.rule} copy={editing.copy} saved={done} cancel={() => setEditing(null)} />
          </Needs>
        )}
      </div>
    </Dialog>
  );
}

function Overview({ said, edit }: { said: string; edit: (editing: Editing) => void }) {
  const [text, setText] = useState('');
  const told = useRef<HTMLParagraphElement>(null);
  const scope = useSlice((state) => state.scope) ?? 'live';
  const query = useQuery({ queryKey: ['rules', scope], queryFn: () => ruleApi.rules(scope) });
  const isShown = query.isSuccess;
  // What was saved stands above the table, wherever the form was left.
  useEffect(() => {
    if (isShown && said !== '') told.current?.focus();
  }, [isShown, said]);
  if (query.isPending) return <Waiting what="the rules" />;
  if (query.isError) return <Refused what="The rules" error={query.error} again={() => void query.refetch()} />;
  const asked = text.trim().toLowerCase();
  const fits = query.data.filter(({ id, title, why }) => `${id} ${title} ${why}`.toLowerCase().includes(asked));
  const groups = [
    { title: 'Your rules', note: 'every version is kept', rules: fits.filter(({ builtIn }) => !builtIn) },
    { title: 'Rules of the program', note: 'switch or copy them', rules: fits.filter(({ builtIn }) => builtIn) },
  ];
  return (
    <>
      <div className="field-row">
        <label className="search">
          <span className="unseen">Search the rules</span>
          <input
            type="search"
            placeholder="Title, id or ground"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="button" className="button primary" onClick={() => edit({ rule: null, copy: false })}>
          New rule
        </button>
        <span className="quiet number">
          {countText(query.data.filter(({ enabled }) => enabled).length)} of {countText(query.data.length)} in use
        </span>
      </div>
      <p className="member-said" role="status" ref={told} tabIndex={-1}>
        {said}
      </p>
      <table className="table rules-table">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Kind</th>
            <th scope="col">Severity</th>
            <th scope="col">In force</th>
            <th scope="col">In use</th>
            <th scope="col" className="right">
              Alerts here
            </th>
            <th scope="col">
              <span className="unseen">Change</span>
            </th>
          </tr>
        </thead>
        {groups.map(({ title, note, rules }) => (
          <tbody key={title}>
            <tr className="group-row">
              <th scope="rowgroup" colSpan={7}>
                {title} <span className="count number">{rules.length}</span>
                <span className="quiet"> {note}</span>
              </th>
            </tr>
            {rules.map((rule) => (
              <Row key={rule.id} rule={rule} edit={edit} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

function Row({ rule, edit }: { rule: Rule; edit: (editing: Editing) => void }) {
  const [asking, setAsking] = useState(false);
  const live = useLens() === 'live';
  const known = useSlice((state) => [...state.alerts.values()].filter(({ ruleId }) => ruleId === rule.id).length);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['rules'] });
  const turning = useMutation({ mutationFn: () => ruleApi.turn(rule.id, !rule.enabled), onSuccess: again });
  const removing = useMutation({ mutationFn: () => ruleApi.remove(rule.id), onSuccess: again });
  const error = turning.error ?? removing.error;
  return (
    <tr className={rule.enabled ? undefined : 'off'}>
      <th scope="row">
        {rule.title}
        <div className="quiet">
          {rule.id}, version {rule.version}
          {rule.why !== '' && ` · ${rule.why}`}
        </div>
        {rule.confirmed !== null && <div className="quiet">{rule.confirmed.says}</div>}
        {error !== null && (
          <p className="refusal" role="alert">
            {error.message}
          </p>
        )}
      </th>
      <td title={KIND_WORDS[rule.kind].meaning}>{KIND_WORDS[rule.kind].word}</td>
      <td>
        <SeverityBadge severity={rule.severity} />
      </td>
      <td className="number dates">{datesText(rule)}</td>
      <td>
        <label className="check">
          <input
            type="checkbox"
            checked={rule.enabled}
            disabled={turning.isPending}
            onChange={() => turning.mutate()}
            aria-label={`Use “${rule.title}”`}
          />
          {rule.enabled ? 'on' : 'off'}
        </label>
      </td>
      <td className="right number">{countText(live ? rule.alerts : known)}</td>
      <td>
        <span className="row-actions">
          {!rule.builtIn && (
            <button type="button" className="button small" onClick={() => edit({ rule, copy: false })}>
              Change<span className="unseen"> “{rule.title}”</span>
            </button>
          )}
          <button type="button" className="button small" onClick={() => edit({ rule, copy: true })}>
            Copy<span className="unseen"> “{rule.title}”</span>
          </button>
          {!rule.builtIn &&
            (asking ? (
              <button
                type="button"
                className="button small danger"
                disabled={removing.isPending}
                onBlur={() => setAsking(false)}
                onClick={() => removing.mutate()}
              >
                Remove it; its alerts stand
              </button>
            ) : (
              <button type="button" className="button small" onClick={() => setAsking(true)}>
                Remove<span className="unseen"> “{rule.title}”</span>
              </button>
            ))}
        </span>
      </td>
    </tr>
  );
}
