// Screens a table of names and numbers: dropped or chosen, sent with progress, and answered row by row. The answer can be kept as
// CSV, as a page to print, or as JSON. No match is no clearance where a list was not asked, and the row says so.

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScreenRecord, ScreenResult } from '../../server/http/wire/screen.ts';
import { FileDrop } from '../parts/FileDrop.tsx';
import { refusedFile, sendFile } from '../send-file.ts';
import { useControls } from '../state/controls.ts';
import { useDispatch } from '../state/store.ts';
import { countText } from '../words/format.ts';
import { LevelBadge } from './ListMarks.tsx';
import { Against } from './ScreenAnswer.tsx';

const MOST_BYTES = 4 * 1024 * 1024;
/** Rows on screen; the file to keep has all. */
const MOST_ROWS = 300;

const OUTCOME_WORDS: Record<ScreenResult['outcome'], string> = {
  match: 'Match',
  unread: 'Not read: no all-clear',
  partial: 'No match on the lists asked; not every list was asked',
  clear: 'No match on any list',
};
const ORDER: readonly ScreenResult['outcome'][] = ['match', 'unread', 'partial', 'clear'];

export function ScreenTable() {
  const [done, setDone] = useState<number | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const screening = useMutation({
    mutationFn: (file: File) => {
      const refused = refusedFile(file, MOST_BYTES);
      if (refused !== null) throw new Error(refused);
      return sendFile<ScreenRecord>('/screen?format=json', 'text/csv', file, setDone);
    },
    onSettled: () => setDone(null),
  });
  return (
    <div className="screen-table">
      <FileDrop
        title="Drop a CSV table here to screen every row"
        accept=".csv,.tsv,.txt,text/csv"
        busy={screening.isPending}
        done={done}
        doing="Asking every list"
        take={(file) => {
          setFile(file);
          screening.mutate(file);
        }}
      >
        Columns name, imo, mmsi, call sign, or one column of anything. Against the lists as they are today.
      </FileDrop>
      <div aria-live="polite">
        {screening.isError && <p className="refusal">{screening.error.message}</p>}
        {screening.isSuccess && file !== null && <Answer record={screening.data} file={file} />}
      </div>
    </div>
  );
}

function Answer({ record, file }: { record: ScreenRecord; file: File }) {
  const rows = [...record.results].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  const counts = ORDER.map((outcome) => ({ outcome, count: rows.filter((row) => row.outcome === outcome).length }));
  return (
    <section aria-label={`Screening of ${file.name}`} data-clock="now">
      <p>
        <strong>{file.name}</strong>, {countText(rows.length)} rows, by the lists of today:{' '}
        {counts
          .filter(({ count }) => count > 0)
          .map(({ outcome, count }) => `${countText(count)} ${OUTCOME_WORDS[outcome].toLowerCase()}`)
          .join('; ')}
        .
      </p>
      <Keep file={file} />
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Asked</th>
              <th scope="col">Answer</th>
              <th scope="col">Best match</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row) => (
              <tr key={`${row.line} ${row.asked}`}>
                <th scope="row">
                  {row.asked}
                  {row.line !== null && <span className="quiet number"> line {row.line}</span>}
                </th>
                <td className={row.outcome === 'unread' || row.outcome === 'partial' ? 'refusal' : undefined}>
                  {OUTCOME_WORDS[row.outcome]} {row.level !== null && <LevelBadge level={row.level} />}
                  {row.unread.map((text) => (
                    <div key={text} className="quiet">
                      {text}
                    </div>
                  ))}
                </td>
                <td>
                  <Best row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_ROWS && (
        <p className="quiet">{countText(rows.length - MOST_ROWS)} more rows are in the file to keep.</p>
      )}
      {record.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      <Against against={record.against} />
    </section>
  );
}

function Best({ row }: { row: ScreenResult }) {
  const controls = useControls();
  const dispatch = useDispatch();
  const [ship] = row.matches;
  const [party] = row.parties;
  if (ship !== undefined) {
    const authorities = [...new Set(ship.lines.map(({ authority }) => authority))];
    return (
      <>
        <button
          type="button"
          className="text-button"
          onClick={() => {
            dispatch({ type: 'dialog', dialog: null });
            controls.showVessel(ship.hullId);
          }}
        >
          {ship.name === '' ? ship.hullId : ship.name}
        </button>{' '}
        <span className="quiet">
          {[ship.imo === null ? null : `IMO ${ship.imo}`, authorities.join(', ') || null]
            .filter((part) => part !== null)
            .join(' · ')}
          {row.matches.length > 1 && `, and ${row.matches.length - 1} more`}
        </span>
      </>
    );
  }
  if (party !== undefined)
    return (
      <>
        {party.name} <span className="quiet">company or person</span>
      </>
    );
  return <span className="quiet">–</span>;
}

/** The same table asked again for the form in which it is kept. */
function Keep({ file }: { file: File }) {
  const saving = useMutation({
    mutationFn: async (format: 'csv' | 'html' | 'json') => {
      const headers = { 'content-type': 'text/csv' };
      const answer = await fetch(`/api/v1/screen?format=${format}`, { method: 'POST', headers, body: file });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}: the file was not made. Try again.`);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = `${file.name.replace(/\.[^.]*$/, '')}-screened.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  });
  return (
    <p className="actions-row">
      {(['csv', 'html', 'json'] as const).map((format) => (
        <button
          key={format}
          type="button"
          className="button small"
          disabled={saving.isPending}
          onClick={() => saving.mutate(format)}
        >
          {{ csv: 'Download CSV', html: 'Page to print', json: 'JSON' }[format]}
        </button>
      ))}
      {saving.isError && <span className="refusal">{saving.error.message}</span>}
    </p>
  );
}
