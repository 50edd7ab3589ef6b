// Asks the server about rules and silences, as api.ts does for the rest.

import type { DryRun, DryRunRequest } from '../../server/http/wire/dry-run.ts';
import type { Rule, RuleSaved, RuleSaveRequest } from '../../server/http/wire/rule.ts';
import type { Silence, SilenceRequest } from '../../server/http/wire/silence.ts';
import { post, put, remove, rows } from '../api.ts';

const one = (id: string) => `/rules/${encodeURIComponent(id)}`;

export const ruleApi = {
  rules: (scope: string) => rows<Rule>('/rules', { scope }),
  make: (request: RuleSaveRequest) => post<RuleSaved>('/rules', request),
  change: (id: string, request: RuleSaveRequest) => put<RuleSaved>(one(id), request),
  turn: (id: string, enabled: boolean) => post<Rule>(`${one(id)}/switch`, { enabled }),
  remove: (id: string) => remove(one(id)),
  silence: (scope: string, request: SilenceRequest) => post<Silence>('/silences', request, { scope }),
  endSilence: (scope: string, id: string) =>
    remove(`/silences/${encodeURIComponent(id)}?scope=${encodeURIComponent(scope)}`),
  dryRun: (request: DryRunRequest) => post<DryRun>('/rules/dry-run', request),
};
