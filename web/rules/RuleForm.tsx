// Makes a rule, changes one, or makes a copy of one. It can be saved only after it was tried on stored history as it now
// stands, so that nobody finds out from a flooded feed what a rule does.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { DryRun } from '../../server/http/wire/dry-run.ts';
import type { Rule, RuleSaved } from '../../server/http/wire/rule.ts';
import { api } from '../api.ts';
import { LIVE } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';
import { SEVERITIES, SEVERITY_WORDS } from '../words/words.ts';
import { DryRunResult } from './DryRunResult.tsx';
import { PlacePicker } from './PlacePicker.tsx';
import { RuleShipFields } from './RuleShipFields.tsx';
import { ruleApi } from './rule-api.ts';
import {
  EMPTY_FORM,
  type RuleForm as Form,
  formOf,
  furtherText,
  hasLegs,
  isAnywhere,
  KIND_WORDS,
  placeOptions,
  type RuleKind,
  requestOf,
} from './rules.ts';

interface Tried {
  /** The request that was tried, as text: another one must be tried again. */
  of: string;
  run: DryRun;
}

export function RuleForm({
  rule,
  copy,
  saved,
  cancel,
}: {
  rule: Rule | null;
  /** A new rule that begins as this one. */
  copy: boolean;
  saved: (saved: RuleSaved) => void;
  cancel: () => void;
}) {
  const [form, setForm] = useState<Form>(() => {
    if (rule === null) return EMPTY_FORM;
    return { ...formOf(rule), ...(copy ? { title: `Copy of ${rule.title}`, enabled: true } : {}) };
  });
  const scope = useSlice((state) => state.scope);
  const [where, setWhere] = useState(scope ?? LIVE);
  const [asOf, setAsOf] = useState<'then' | 'now'>('then');
  const [tried, setTried] = useState<Tried | null>(null);
  const [behind, setBehind] = useState(false);
  const queries = useQueryClient();
  const options = usePlaces();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const changing = rule !== null && !copy;
  const set = (part: Partial<Form>) => setForm({ ...form, ...part });
  const request = requestOf(form);
  const text = JSON.stringify([request, where, asOf]);
  const run = tried?.of === text ? tried.run : null;

  const trying = useMutation({
    mutationFn: () => ruleApi.dryRun({ rule: request, scope: where, asOf, ...(changing ? { id: rule.id } : {}) }),
    onSuccess: (found) => setTried({ of: text, run: found }),
  });
  const saving = useMutation({
    mutationFn: () => {
      const body = { ...request, behind: behind && where === LIVE };
      return changing ? ruleApi.change(rule.id, { ...body, version: rule.version }) : ruleApi.make(body);
    },
    onSuccess: async (answer) => {
      await queries.invalidateQueries({ queryKey: ['rules'] });
      saved(answer);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (run === null) trying.mutate();
    else saving.mutate();
  };
  const legs = hasLegs(form.kind);
  const further = furtherText(form);
  return (
    <form className="watch-form rule-form" onSubmit={submit} aria-labelledby="rule-form-title">
      <div className="rule-fields">
        <h3 id="rule-form-title">{changing ? `Change “${rule.title}”` : 'New rule'}</h3>
        <label className="field">
          <span className="field-name">Title</span>
          <input
            ref={first}
            maxLength={300}
            value={form.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        </label>
        <div className="field-pair">
          <label className="field select">
            <span className="field-name">Kind</span>
            <select value={form.kind} onChange={(event) => set({ kind: event.target.value as RuleKind })}>
              {Object.entries(KIND_WORDS).map(([kind, { word }]) => (
                <option key={kind} value={kind}>
                  {word}
                </option>
              ))}
            </select>
          </label>
          <label className="field select">
            <span className="field-name">Severity</span>
            <select
              value={form.severity}
              onChange={(event) => set({ severity: event.target.value as Form['severity'] })}
            >
              {SEVERITIES.map((severity) => (
                <option key={severity} value={severity}>
                  {SEVERITY_WORDS[severity]}
                </option>
              ))}
            </select>
          </label>
        </div>
        <p className="quiet">{KIND_WORDS[form.kind].meaning}</p>
        {legs && (
          <>
            <PlacePicker label="Origin" options={options} places={form.origin} change={(origin) => set({ origin })} />
            <PlacePicker
              label="Destination"
              options={options}
              places={form.destination}
              change={(destination) => set({ destination })}
            />
            <PlacePicker
              label="Over one of (if named)"
              options={options}
              places={form.via}
              change={(via) => set({ via })}
            />
            <div className="field-pair">
              <Amount label="Longest leg, days" value={form.maxDays} change={(maxDays) => set({ maxDays })} />
              <label className="check">
                <input
                  type="checkbox"
                  checked={form.bothWays}
                  onChange={(event) => set({ bothWays: event.target.checked })}
                />
                Both ways
              </label>
            </div>
          </>
        )}
        {!legs && !isAnywhere(form.kind) && (
          <PlacePicker
            label="Places"
            options={options}
            places={form.destination}
            change={(destination) => set({ destination })}
          />
        )}
        {form.kind === 'stay' && (
          <Amount label="Shortest stay, hours" value={form.stayHours} change={(stayHours) => set({ stayHours })} />
        )}
        {form.kind === 'gap-reach' && (
          <Amount
            label="Hours to spare in reach"
            value={form.slackHours}
            change={(slackHours) => set({ slackHours })}
          />
        )}
        <RuleShipFields form={form} set={set} options={options} />
        <div className="field-pair">
          <label className="field">
            <span className="field-name">In force from (UTC day)</span>
            <input type="date" value={form.from} onChange={(event) => set({ from: event.target.value })} />
          </label>
          <label className="field">
            <span className="field-name">Until</span>
            <input type="date" value={form.to} onChange={(event) => set({ to: event.target.value })} />
          </label>
        </div>
        <label className="field">
          <span className="field-name">Why it is worth a look</span>
          <textarea rows={2} maxLength={2000} value={form.why} onChange={(event) => set({ why: event.target.value })} />
        </label>
        <label className="field">
          <span className="field-name">What else may explain it</span>
          <textarea
            rows={2}
            maxLength={2000}
            value={form.noise}
            onChange={(event) => set({ noise: event.target.value })}
          />
        </label>
        {further !== '' && <p className="quiet">It also keeps: {further}.</p>}
      </div>
      <div className="rule-trial">
        <fieldset>
          <legend className="field-name">Try it before it is saved</legend>
          <div className="field-pair">
            <label className="field select">
              <span className="field-name">On</span>
              <select value={where} onChange={(event) => setWhere(event.target.value)}>
                <option value={LIVE}>the last 30 days, live</option>
                {scope !== null && scope !== LIVE && <option value={scope}>the replay on screen</option>}
              </select>
            </label>
            <label className="field select">
              <span className="field-name">With lists</span>
              <select value={asOf} onChange={(event) => setAsOf(event.target.value as 'then' | 'now')}>
                <option value="then">as they were then</option>
                <option value="now">as they are today</option>
              </select>
            </label>
          </div>
        </fieldset>
        {[trying.error, saving.error].map(
          (error) =>
            error !== null && (
              <p className="refusal" role="alert" key={error.message}>
                {error.message}
              </p>
            ),
        )}
        {run !== null && where === LIVE && run.alerts > 0 && (
          <label className="check">
            <input type="checkbox" checked={behind} onChange={(event) => setBehind(event.target.checked)} />
            Raise these alerts too, {countText(Math.min(run.alerts, run.cap))}
            {run.alerts > run.cap && ` of ${countText(run.alerts)}, the newest first`}
          </label>
        )}
        <div className="actions-row">
          <button
            type="button"
            className={run === null ? 'button primary' : 'button'}
            disabled={trying.isPending}
            onClick={() => trying.mutate()}
          >
            {trying.isPending ? 'Trying…' : 'Try it'}
          </button>
          <button
            type="button"
            className={run === null ? 'button' : 'button primary'}
            disabled={run === null || saving.isPending}
            title={run === null ? 'A rule is saved once it has been tried as it stands' : undefined}
            onClick={() => saving.mutate()}
          >
            Save
          </button>
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
        </div>
        {run !== null && <DryRunResult run={run} />}
      </div>
    </form>
  );
}

function Amount({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  return (
    <label className="field">
      <span className="field-name">{label}</span>
      <input inputMode="decimal" value={value} onChange={(event) => change(event.target.value)} />
    </label>
  );
}

function usePlaces() {
  const ports = useQuery({
    queryKey: ['context ports'],
    queryFn: api.contextPorts,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const zones = useSlice((state) => state.zones);
  return useMemo(() => placeOptions(ports.data ?? [], zones), [ports.data, zones]);
}
