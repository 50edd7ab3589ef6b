// Takes in a file of a list that somebody downloaded: dropped or chosen, sent with progress; its content tells which list it is.
// What became of it is said with what it changed; a copy that the guards refuse is taken only on a second word.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportReport } from '../../server/http/wire/list.ts';
import { FileDrop } from '../parts/FileDrop.tsx';
import { refusedFile, sendFile } from '../send-file.ts';
import { countText } from '../words/format.ts';

/** As the server takes lists. */
const MOST_BYTES = 256 * 1024 * 1024;

export function ListUpload() {
  const queries = useQueryClient();
  const [done, setDone] = useState<number | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const importing = useMutation({
    mutationFn: ({ file, accept }: { file: File; accept: boolean }) => {
      const refused = refusedFile(file, MOST_BYTES);
      if (refused !== null) throw new Error(refused);
      const query = new URLSearchParams({ name: file.name.slice(0, 200), ...(accept && { accept: 'true' }) });
      return sendFile<ImportReport>(`/lists/import?${query}`, 'application/octet-stream', file, setDone);
    },
    onSettled: () => {
      setDone(null);
      for (const key of ['lists', 'list', 'list changes', 'list records', 'watchlists', 'screen', 'search'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <section aria-label="Import a list from a file" className="list-upload">
      <FileDrop
        title="Drop a list file here, or choose one"
        busy={importing.isPending}
        done={done}
        doing="Reading the list"
        take={(file) => {
          setFile(file);
          importing.mutate({ file, accept: false });
        }}
      >
        As the authority publishes it: XML, CSV, JSON, XLSX or PDF, packed or not. Its content tells which list it is.
      </FileDrop>
      <div aria-live="polite">
        {importing.isError && <p className="refusal">{importing.error.message}</p>}
        {importing.isSuccess && (
          <Outcome report={importing.data} anyway={() => file !== null && importing.mutate({ file, accept: true })} />
        )}
      </div>
    </section>
  );
}

function Outcome({ report, anyway }: { report: ImportReport; anyway: () => void }) {
  const { outcome, title, says, ships, parties, difference, warnings } = report;
  if (outcome === 'refused') {
    return (
      <>
        <p className="refusal">
          <strong>{title}</strong> was not taken; what was in force stays. {says}
        </p>
        <button type="button" className="button" onClick={anyway}>
          Take it all the same
        </button>
      </>
    );
  }
  return (
    <>
      <p>
        <strong>{title}</strong>: {outcome === 'in force' ? 'in force now' : outcome}, {countText(ships)} ships,{' '}
        {countText(parties)} companies and persons.
        {difference !== null &&
          ` Since the last copy ${countText(difference.ships.added)} ships came and ${countText(difference.ships.removed)} left.`}{' '}
        {says}
      </p>
      {warnings.map((text) => (
        <p key={text} className="quiet">
          {text}
        </p>
      ))}
    </>
  );
}
