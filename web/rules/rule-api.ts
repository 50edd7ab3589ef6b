// Asks the server about rules and mutes, as api.ts does for the rest.

import type { DryRun, DryRunRequest } from '../../server/http/wire/dry-run.ts';
import type {
  AlertMutes,
  AlertMutesRequest,
  CaseMutesRequest,
  MuteCoverRequest,
  MuteMade,
  MutePreview,
  MuteRequest,
} from '../../server/http/wire/mute.ts';
import type { Rule, RuleSaved, RuleSaveRequest } from '../../server/http/wire/rule.ts';
import { post, put, remove, rows } from '../api.ts';

const one = (id: string) => `/rules/${encodeURIComponent(id)}`;

export const ruleApi = {
  rules: (scope: string) => rows<Rule>('/rules', { scope }),
  make: (request: RuleSaveRequest) => post<RuleSaved>('/rules', request),
  change: (id: string, request: RuleSaveRequest) => put<RuleSaved>(one(id), request),
  turn: (id: string, enabled: boolean) => post<Rule>(`${one(id)}/switch`, { enabled }),
  remove: (id: string) => remove(one(id)),
  mute: (scope: string, request: MuteRequest) => post<MuteMade>('/mutes', request, { scope }),
  mutePreview: (scope: string, cover: MuteCoverRequest) => post<MutePreview>('/mutes/preview', cover, { scope }),
  muteOf: (scope: string, request: AlertMutesRequest) => post<AlertMutes>('/mutes/of-alerts', request, { scope }),
  muteCases: (scope: string, request: CaseMutesRequest) => post<AlertMutes>('/mutes/of-cases', request, { scope }),
  endMute: (scope: string, id: string) => remove(`/mutes/${encodeURIComponent(id)}?scope=${encodeURIComponent(scope)}`),
  dryRun: (request: DryRunRequest) => post<DryRun>('/rules/dry-run', request),
};
