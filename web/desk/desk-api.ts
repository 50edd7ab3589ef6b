// Asks the server about deeds: reasons, what people do, its undoing, and the record of it.

import type { CaseDetail } from '../../server/http/wire/case.ts';
import type {
  AlertSelection,
  AuditChain,
  AuditRow,
  BulkDeed,
  BulkDeedRequest,
  ReasonRow,
} from '../../server/http/wire/desk.ts';
import { get, post, rows } from '../api.ts';

export interface AuditQuery {
  scope?: string | undefined;
  kind?: string | undefined;
  id?: string | undefined;
  by?: string | undefined;
  after?: string | undefined;
}

const AUDIT_ROWS = 50;

export const deskApi = {
  case: (scope: string, id: string) => get<CaseDetail>(`/cases/${encodeURIComponent(id)}`, { scope }),
  reasons: () => rows<ReasonRow>('/reasons'),
  deed: (scope: string, request: BulkDeedRequest) => post<BulkDeed>('/deeds', request, { scope }),
  count: (scope: string, filter: AlertSelection) =>
    post<{ count: number; most: number }>('/deeds/count', filter, { scope }),
  undo: (deed: string) => post<BulkDeed>(`/deeds/${encodeURIComponent(deed)}/undo`, {}),
  audit: (query: AuditQuery) =>
    get<{ rows: AuditRow[]; next: string | null }>('/audit', { ...query, limit: AUDIT_ROWS }),
  chain: () => get<AuditChain>('/audit/chain'),
};

export const REASONS_QUERY = {
  queryKey: ['reasons'],
  queryFn: deskApi.reasons,
  staleTime: Number.POSITIVE_INFINITY,
} as const;

/** Where a browser downloads the record as a table. */
export function auditCsvUrl({ kind, by }: Pick<AuditQuery, 'kind' | 'by'>): string {
  const params = new URLSearchParams({ ...(kind === undefined ? {} : { kind }), ...(by === undefined ? {} : { by }) });
  return `/api/v1/audit.csv?${params}`;
}
