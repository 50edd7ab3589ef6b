// What a subscription is about: watchlists, ships, rules, how grave, how sure, on what basis. What is left open asks nothing.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listApi } from '../lists/list-api.ts';
import { ruleApi } from '../rules/rule-api.ts';
import { BASIS_WORDS, type Basis, type Confidence, SEVERITIES, SEVERITY_WORDS, type Severity } from '../words/words.ts';
import type { SubscriptionForm } from './subscription-form.ts';

const CONFIDENCES: readonly (readonly [Confidence | '', string])[] = [
  ['', 'any'],
  ['medium', 'medium or high'],
  ['high', 'high'],
];

export function WhatFields({ form, set }: { form: SubscriptionForm; set: (part: Partial<SubscriptionForm>) => void }) {
  const watchlists = useQuery({ queryKey: ['watchlists'], queryFn: listApi.watchlists });
  const rules = useQuery({ queryKey: ['rules', 'live'], queryFn: () => ruleApi.rules('live') });
  return (
    <fieldset>
      <legend>What</legend>
      {watchlists.isSuccess && watchlists.data.length > 0 && (
        <Ticks
          name="Watchlists"
          none="ships of any watchlist"
          rows={watchlists.data.map(({ id, title }) => [id, title])}
          ticked={form.watchlists}
          tick={(ids) => set({ watchlists: ids })}
        />
      )}
      <label className="field">
        <span className="field-name">Ships, by IMO number, with commas between; empty: any</span>
        <input
          value={form.vessels}
          maxLength={5_000}
          placeholder="9161003, 9179842"
          onChange={(event) => set({ vessels: event.target.value })}
        />
      </label>
      <div className="field-pair">
        <label className="field select">
          <span className="field-name">At least so grave</span>
          <select
            value={form.leastSeverity}
            onChange={(event) => set({ leastSeverity: event.target.value as Severity | '' })}
          >
            <option value="">any severity</option>
            {SEVERITIES.filter((severity) => severity !== 'info').map((severity) => (
              <option key={severity} value={severity}>
                {SEVERITY_WORDS[severity]}
                {severity === 'critical' ? '' : ' or graver'}
              </option>
            ))}
          </select>
        </label>
        <label className="field select">
          <span className="field-name">At least so sure</span>
          <select
            value={form.leastConfidence}
            onChange={(event) => set({ leastConfidence: event.target.value as Confidence | '' })}
          >
            {CONFIDENCES.map(([confidence, word]) => (
              <option key={confidence} value={confidence}>
                {word} confidence
              </option>
            ))}
          </select>
        </label>
      </div>
      {rules.isSuccess && (
        <Ticks
          name="Rules"
          none="any rule"
          rows={rules.data.map(({ id, title }) => [id, title])}
          ticked={form.rules}
          tick={(ids) => set({ rules: ids })}
        />
      )}
      <Ticks
        name="Basis"
        none="any basis"
        rows={(Object.keys(BASIS_WORDS) as Basis[]).map((basis) => [basis, BASIS_WORDS[basis].word])}
        ticked={form.bases}
        tick={(bases) => set({ bases: bases as Basis[] })}
      />
    </fieldset>
  );
}

/** Rows of a choice above which it can be searched. */
const MANY = 12;

/** Several of a set, folded; none ticked means all. */
function Ticks({
  name,
  none,
  rows,
  ticked,
  tick,
}: {
  name: string;
  none: string;
  rows: readonly (readonly [id: string, word: string])[];
  ticked: readonly string[];
  tick: (ids: string[]) => void;
}) {
  const [text, setText] = useState('');
  const shown = rows.filter(
    ([id, word]) => ticked.includes(id) || word.toLowerCase().includes(text.trim().toLowerCase()),
  );
  return (
    <details className="tell-ticks">
      <summary>
        {name}: {ticked.length === 0 ? none : `${ticked.length} of ${rows.length}`}
      </summary>
      {rows.length > MANY && (
        <label className="search">
          <span className="unseen">Search {name.toLowerCase()}</span>
          <input type="search" placeholder="Search" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
      )}
      <div className="tell-tick-rows">
        {shown.map(([id, word]) => (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={ticked.includes(id)}
              onChange={(event) => tick(event.target.checked ? [...ticked, id] : ticked.filter((each) => each !== id))}
            />
            {word}
          </label>
        ))}
      </div>
    </details>
  );
}
