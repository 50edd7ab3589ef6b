// The pieces both leaves of the side panel are made of: sections, facts, waiting and refusal.

import type { ReactNode } from 'react';
import { ApiError } from '../api.ts';
import { OfToday } from './ClockMarks.tsx';

/** `clock`: 'now' for what speaks of the monitor today, 'ahead' for what is reckoned for later; else it is of the playhead. */
export function Section({
  title,
  count,
  clock,
  children,
}: {
  title: string;
  count?: number;
  clock?: 'now' | 'ahead';
  children: ReactNode;
}) {
  return (
    <section className="section" data-clock={clock}>
      <h3>
        {title}
        {count !== undefined && <span className="count number">{count}</span>}
        {clock === 'now' && <OfToday />}
      </h3>
      {children}
    </section>
  );
}

/** Rows of a list drawn before the rest is asked for. */
const FIRST = 6;

/** The first rows, and the rest behind a line that says how many. */
export function Folded<T>({
  rows,
  row,
  className,
}: {
  rows: readonly T[];
  row: (each: T) => ReactNode;
  className: string;
}) {
  const more = rows.slice(FIRST);
  return (
    <>
      <ul className={className}>{rows.slice(0, FIRST).map(row)}</ul>
      {more.length > 0 && (
        <details>
          <summary>{more.length} earlier</summary>
          <ul className={className}>{more.map(row)}</ul>
        </details>
      )}
    </>
  );
}

export function Facts({ rows }: { rows: (readonly [string, ReactNode] | null)[] }) {
  return (
    <dl className="facts">
      {rows
        .filter((row) => row !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What was measured, one sentence each. */
export function Grounds({ rows }: { rows: readonly string[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className="grounds plain-list quiet">
      {rows.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

export function Waiting({ what }: { what: string }) {
  return (
    <div className="skeletons" role="status" aria-label={`Loading ${what}`}>
      <div className="skeleton" />
      <div className="skeleton tall" />
      <div className="skeleton" />
    </div>
  );
}

export function Refused({ what, error, again }: { what: string; error: unknown; again: () => void }) {
  const missing = error instanceof ApiError && error.code === 'not_found';
  return (
    <div className="empty" role="alert">
      <p>{missing ? `${what} is not in this scope.` : `${what} could not be loaded.`}</p>
      <p className="quiet">{error instanceof Error ? error.message : String(error)}</p>
      {!missing && (
        <button type="button" className="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** A link that comes from the world's lists: only the web's own schemes are followed. */
export function SourceLink({ link, children }: { link: string | null; children: ReactNode }) {
  if (link === null || !/^https?:\/\//.test(link)) return <>{children}</>;
  return (
    <a href={link} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
