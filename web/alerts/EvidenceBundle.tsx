// The evidence of an alert or a case to take along: the signed bundle of what was known at the playhead, made while one waits, and the
// fingerprint by which its readers know that it comes from here.

import { useMutation, useQuery } from '@tanstack/react-query';
import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { EvidenceKey } from '../../server/http/wire/evidence-key.ts';
import { evidenceUrl, get, getFile } from '../api.ts';
import { LineIcon } from '../parts/Marks.tsx';
import { Section } from '../parts/Parts.tsx';
import { horizonOf } from '../state/state.ts';
import { useSlice } from '../state/store.ts';

/** Of a case the bundle of each alert is in one, and there is no JSON of all. */
export function EvidenceBundle({
  kind,
  shown,
  later,
}: {
  kind: 'alert' | 'case';
  shown: Pick<AlertSummary, 'scope' | 'id'>;
  later: boolean;
}) {
  const horizon = useSlice(horizonOf);
  const key = useQuery({
    queryKey: ['evidence key'],
    queryFn: () => get<EvidenceKey>('/evidence-key'),
    staleTime: Infinity,
  });
  const made = useMutation({
    mutationFn: () =>
      getFile(`/${kind}s/${encodeURIComponent(shown.id)}/bundle`, {
        scope: shown.scope,
        asOf: later ? Math.round(horizon) : undefined,
      }),
    onSuccess: (file) => save(file, `keelwatch-evidence-${shown.id}.zip`),
  });
  return (
    <Section title="Take the evidence along">
      <p className="quiet">
        One file that opens without this server or a network: why, map, listings, what would refute it, the sentences as
        received, and the inputs and the engine, so that a reader’s own browser decides it again.
        {kind === 'case' && ' Every alert inside has its page in it, of many the newest 40, under one signature.'}
        {later && ` It is made as the ${kind} stood at the playhead.`}
      </p>
      <div className="actions-row">
        <button type="button" className="button" disabled={made.isPending} onClick={() => made.mutate()}>
          <LineIcon name="download" />
          {made.isPending ? 'Making the bundle…' : 'Evidence bundle'}
        </button>
        {kind === 'alert' && (
          <a className="button" href={evidenceUrl(shown.scope, shown.id)} download>
            <LineIcon name="download" />
            Evidence as JSON
          </a>
        )}
      </div>
      <p className="quiet" role="status">
        {made.isPending &&
          `It is decided again before it is handed out; that takes some seconds${kind === 'case' ? ' for each alert' : ''}.`}
        {made.isSuccess && 'The bundle is in your downloads. “keelwatch verify” checks it.'}
      </p>
      {made.isError && <p role="alert">{made.error.message}</p>}
      {key.isSuccess && (
        <p className="quiet">
          Signed by this installation’s key <code>{key.data.fingerprint}</code>
        </p>
      )}
    </Section>
  );
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
