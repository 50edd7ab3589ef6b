// What keeping costs, how long things are kept, the room on the disk, and backups. For admins.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { BackupPlan, Keeping } from '../../server/http/wire/keeping.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import { accessApi } from './access-api.ts';

const QUERY = ['keeping'];

export function Storage() {
  const query = useQuery({ queryKey: QUERY, queryFn: accessApi.keeping });
  if (query.isPending) return <Waiting what="what is kept" />;
  if (query.isError) return <Refused what="What is kept" error={query.error} again={() => void query.refetch()} />;
  return (
    <>
      <Room kept={query.data} />
      <Retention kept={query.data} />
      <Backups kept={query.data} />
    </>
  );
}

/** Puts the answer in the place of what is shown. */
function useChange<T>(work: (asked: T) => Promise<Keeping>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: work, onSuccess: (kept) => client.setQueryData(QUERY, kept) });
}

const STATES: Record<Keeping['disk']['state'], string> = {
  room: 'There is room.',
  low: 'Little room is left.',
  full: 'The disk is nearly full: live feeds are held.',
  unknown: 'How much room there is could not be read.',
};

function Room({ kept: { disk, use, intakeBytes } }: { kept: Keeping }) {
  const rows = [...use, ...(intakeBytes === null ? [] : [{ what: 'raw input, beside the store', bytes: intakeBytes }])]
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
  const all = Math.max(1, ...rows.map(({ bytes }) => bytes));
  return (
    <section className="storage-part">
      <h3>On the disk</h3>
      <p className={disk.state === 'room' ? 'quiet' : 'notice'}>
        {STATES[disk.state]} {disk.freeBytes !== null && `${sizeText(disk.freeBytes)} free. `}
        {disk.state !== 'full' && `Under ${disk.stopGb} GB live feeds are held until there is room again.`}
        {disk.heldSince !== null && ` Since ${timeText(Date.parse(disk.heldSince))}.`}
      </p>
      <ul className="storage-use">
        {rows.map(({ what, bytes }) => (
          <li key={what}>
            <span>{WORDS[what] ?? what}</span>
            <span className="number">{sizeText(bytes)}</span>
            <progress max={all} value={bytes} aria-label={`${WORDS[what] ?? what}: ${sizeText(bytes)}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const WORDS: Readonly<Record<string, string>> = {
  log: 'log of what was said',
  record: 'record of who did what',
  restart: 'what a restart needs',
  free: 'free for new rows',
  other: 'all else',
};

const DAYS = [
  {
    name: 'trackDays',
    since: 'tracks',
    label: 'Positions of other ships',
    hint: 'of ships that nobody watches and that raised no alert',
  },
  {
    name: 'watchedTrackDays',
    since: 'watchedTracks',
    label: 'Positions of watched ships',
    hint: 'and of those that raised an alert',
  },
  {
    name: 'logDays',
    since: 'log',
    label: 'Earlier words of the log',
    hint: 'what was said of an event and has been said anew since',
  },
  {
    name: 'deliveryDays',
    since: 'deliveries',
    label: 'Messages',
    hint: 'that are settled, and why others were not sent',
  },
] as const;

function Retention({ kept: { retention, keptSince } }: { kept: Keeping }) {
  const change = useChange(accessApi.setRetention);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (name: string) => (form.get(name) === '' ? null : Number(form.get(name)));
    change.mutate({
      ...Object.fromEntries(DAYS.map(({ name }) => [name, number(name)])),
      intakeHours: Number(form.get('intakeHours')),
      intakeGb: Number(form.get('intakeGb')),
    });
  };
  return (
    <form className="account-form storage-part" onSubmit={submit}>
      <h3>How long things are kept</h3>
      <p className="quiet">
        Empty: for good. What is older goes within the hour and does not come back. Alerts, cases, events and the record
        of who did what stay.
      </p>
      {DAYS.map(({ name, since, label, hint }) => (
        <label className="field" key={name}>
          <span className="field-name">{label}, days</span>
          <input type="number" name={name} min={1} max={36500} defaultValue={retention[name] ?? ''} />
          <span className="quiet">
            {hint}
            {keptSince[since] !== undefined && `; whole since ${keptSince[since].slice(0, 10)}`}
          </span>
        </label>
      ))}
      <div className="field-pair">
        <label className="field">
          <span className="field-name">Raw input, hours</span>
          <input type="number" name="intakeHours" min={1} max={8784} defaultValue={retention.intakeHours} required />
        </label>
        <label className="field">
          <span className="field-name">and at most, GB</span>
          <input type="number" name="intakeGb" min={0.01} step="any" defaultValue={retention.intakeGb} required />
        </label>
      </div>
      <p className="quiet">Raw input goes by its new bounds from the next start on.</p>
      <button type="submit" className="button primary" disabled={change.isPending}>
        Keep it so
      </button>
      <Said change={change} done="It is kept so." />
    </form>
  );
}

function Backups({ kept: { backups } }: { kept: Keeping }) {
  const change = useChange(accessApi.setBackups);
  const client = useQueryClient();
  const take = useMutation({
    mutationFn: accessApi.takeBackup,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY }),
  });
  const [on, setOn] = useState(backups.on);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const plan: BackupPlan = {
      on,
      cron: String(form.get('cron')),
      timeZone: String(form.get('timeZone')),
      folder: String(form.get('folder')),
      keep: Number(form.get('keep')),
      withKeys: form.get('withKeys') !== null,
    };
    change.mutate(plan);
  };
  return (
    <>
      <form className="account-form storage-part" onSubmit={submit}>
        <h3>Backups</h3>
        <label className="check">
          <input type="checkbox" checked={on} onChange={(event) => setOn(event.target.checked)} /> by a timetable
        </label>
        <div className="field-pair">
          <label className="field">
            <span className="field-name">When: minute, hour, day, month, weekday</span>
            <input name="cron" defaultValue={backups.cron} required maxLength={100} spellCheck={false} />
          </label>
          <label className="field">
            <span className="field-name">Time zone</span>
            <input name="timeZone" defaultValue={backups.timeZone} required maxLength={60} spellCheck={false} />
          </label>
        </div>
        <div className="field-pair">
          <label className="field">
            <span className="field-name">Folder, under the data folder or a whole path</span>
            <input name="folder" defaultValue={backups.folder} required maxLength={500} spellCheck={false} />
          </label>
          <label className="field">
            <span className="field-name">Keep so many of the newest</span>
            <input type="number" name="keep" min={1} max={1000} defaultValue={backups.keep} required />
          </label>
        </div>
        <label className="check">
          <input type="checkbox" name="withKeys" defaultChecked={backups.withKeys} /> with settings and the keys that
          sign
        </label>
        <button type="submit" className="button primary" disabled={change.isPending}>
          Save the timetable
        </button>
        <Said change={change} done="The timetable is saved." />
      </form>
      <section className="storage-part">
        <p className={backups.failed === null ? 'quiet' : 'notice'}>
          {backups.failed !== null &&
            `The backup of ${timeText(Date.parse(backups.failed.at))} has failed: ${backups.failed.says} `}
          {backups.next === null ? 'None is planned.' : `The next one is due at ${timeText(Date.parse(backups.next))}.`}{' '}
          They are in <code>{backups.where}</code>: a disk that fails takes those on it along, so copy them elsewhere.
        </p>
        <button type="button" className="button" disabled={take.isPending} onClick={() => take.mutate()}>
          {take.isPending ? 'Copying, and checking by restoring…' : 'Back up now'}
        </button>
        <Said change={take} done="It is there, and was checked by restoring it." />
        {backups.kept.length === 0 ? (
          <p className="quiet">There is no backup in that folder yet.</p>
        ) : (
          <ul className="account-rows">
            {backups.kept.map(({ file, takenAt, bytes }) => (
              <li key={file}>
                <span>{timeText(Date.parse(takenAt))}</span>
                <span className="number quiet">{sizeText(bytes)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Said({
  change,
  done,
}: {
  change: { isError: boolean; isSuccess: boolean; error: Error | null };
  done: string;
}) {
  return (
    <p role={change.isError ? 'alert' : 'status'} className={change.isError ? 'refusal' : 'quiet'}>
      {change.isError ? change.error?.message : change.isSuccess ? done : ''}
    </p>
  );
}

function sizeText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`;
}
