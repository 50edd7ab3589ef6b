// The pieces both leaves of the side panel are made of: sections, facts, waiting and refusal.

import type { ReactNode } from 'react';
import { ApiError } from '../api.ts';

export function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className="section">
      <h3>
        {title}
        {count !== undefined && <span className="count number">{count}</span>}
      </h3>
      {children}
    </section>
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
