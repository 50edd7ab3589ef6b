// Versions of a list that were taken in, and every attempt to get one, newest first: how, from where, the outcome and the
// reason.

import type { ListDetail } from '../../server/http/wire/list.ts';
import { countText, timeText } from '../words/format.ts';
import { ChangeLine } from './ListMarks.tsx';
import { saysText } from './lists.ts';

export function ListHistory({ list }: { list: ListDetail }) {
  return (
    <>
      <h4>Attempts</h4>
      {list.attempts.length === 0 ? (
        <p className="quiet">Nobody has tried to load this list yet.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">How</th>
              <th scope="col" className="right">
                Size
              </th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {list.attempts.map((attempt) => (
              <tr key={`${attempt.at} ${attempt.origin} ${attempt.outcome}`}>
                <td className="number size">{timeText(Date.parse(attempt.at))}</td>
                <td>
                  {attempt.how}
                  <div className="quiet origin">
                    {attempt.origin}
                    {attempt.status === null ? '' : `, status ${attempt.status}`}
                  </div>
                </td>
                <td className="right number size">{sizeOf(attempt.bytes)}</td>
                <td>
                  <span className={isRefusal(attempt.outcome) ? 'refusal' : undefined}>{attempt.outcome}</span>
                  {attempt.says !== null && (
                    <div className="quiet">{saysText({ says: attempt.says, title: list.title })}</div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More count={list.moreAttempts} what="older attempts are kept" />
      <h4>Versions</h4>
      {list.versions.length === 0 ? (
        <p className="quiet">No version has been taken in yet.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Mark</th>
              <th scope="col" className="right">
                Ships
              </th>
              <th scope="col">Difference</th>
              <th scope="col">Files</th>
            </tr>
          </thead>
          <tbody>
            {list.versions.map((version) => (
              <tr key={version.id}>
                <th scope="row" className="number">
                  {timeText(Date.parse(version.importedAt))}
                  {version.id === list.versionId && <div className="in-force-tag">in force</div>}
                </th>
                <td className="number">{version.published ?? 'none'}</td>
                <td className="right number">{countText(version.ships)}</td>
                <td>
                  <ChangeLine difference={version.difference} size={version} />
                </td>
                <td className="origin">
                  {version.files.map((file) => (
                    <div key={file.name}>
                      {file.name} <span className="quiet">{sizeOf(file.bytes)}</span>{' '}
                      <code title={`SHA-256 ${file.sha256}`}>{file.sha256.slice(0, 12)}</code>
                    </div>
                  ))}
                  {version.files.length === 0 && <span className="quiet">entered by hand</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More count={list.moreVersions} what="older versions are kept" />
    </>
  );
}

function More({ count, what }: { count: number; what: string }) {
  return count === 0 ? null : (
    <p className="quiet">
      {countText(count)} {what}.
    </p>
  );
}

function isRefusal(outcome: ListDetail['attempts'][number]['outcome']): boolean {
  return outcome === 'refused' || outcome === 'unreachable';
}

function sizeOf(bytes: number): string {
  if (bytes === 0) return '–';
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
