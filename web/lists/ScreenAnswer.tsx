// The scope of a screening answer: which lists were asked, with their days, and which were not; companies, persons and class
// entries beside the ships; and the answer as a record to keep.

import type { ScreenAgainst, ScreenMatch, ScreenResult } from '../../server/http/wire/screen.ts';
import { PartyOpener } from '../parties/PartyCard.tsx';
import { useAsOf } from '../state/clock.ts';
import { endingText, listedText } from '../words/designations.ts';
import { LevelBadge, RawText } from './ListMarks.tsx';

const NOTHING: Record<Exclude<ScreenResult['outcome'], 'match'>, string> = {
  clear: 'Nothing on any list fits',
  partial: 'Nothing on the lists that were asked fits, and not every list was asked:',
  unread: 'Not read, so that this is no all-clear:',
};

export function Outcome({ result }: { result: ScreenResult }) {
  if (result.outcome === 'match') return null;
  return (
    <p className={result.outcome === 'clear' ? 'screen-head' : 'screen-head refusal'}>
      {NOTHING[result.outcome]} <strong>{result.asked}</strong>.
    </p>
  );
}

export function PartyMatches({ result }: { result: ScreenResult }) {
  return (
    <>
      {result.parties.length > 0 && (
        <ol className="matches">
          {result.parties.map((party) => (
            <li key={party.partyId} className={`match ${party.evidence.level}`}>
              <header>
                <h4>
                  <PartyOpener id={party.partyId} name={party.name} />
                </h4>
                <LevelBadge level={party.evidence.level} />
                <span className="tag">company or person</span>
              </header>
              <p className="quiet">{party.evidence.witnesses.join('; ')}</p>
              <Lines
                lines={party.lines}
                none="No list line of its own: lists name it with ships, which its name opens."
              />
            </li>
          ))}
        </ol>
      )}
      {result.classes.map(({ title, why }) => (
        <p key={title} className="list-says">
          <strong>{title}</strong>: {why}
        </p>
      ))}
    </>
  );
}

export function Against({ against }: { against: ScreenAgainst }) {
  return (
    <details className="screen-against">
      <summary>
        {against.notLoaded.length === 0
          ? `${against.lists.length} lists were asked; none is missing`
          : `${against.lists.length} lists were asked; not asked: ${against.notLoaded.map(({ authority }) => authority).join(', ')}`}
      </summary>
      <ul className="match-lines">
        {against.lists.map((list) => (
          <li key={list.id}>
            <strong>{list.authority}</strong> {list.title}{' '}
            <span className="quiet number">
              {list.published === null ? `imported ${list.importedAt.slice(0, 10)}` : `of ${list.published}`}
              {list.says !== null && ` · ${list.says}`}
            </span>
          </li>
        ))}
        <li>
          Built-in table of {against.builtIn.hulls} ships, compiled to {against.builtIn.asOf}; a choice, no whole list
        </li>
        {against.notLoaded.map(({ authority, partly, lists }) => (
          <li key={authority} className="refusal">
            Not loaded{partly && ' in part'}: {authority}{' '}
            <span className="quiet">{lists.map(({ title }) => title).join('; ')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Opens the record in a leaf of its own, to be printed or saved as PDF, or downloads it. */
export function RecordLinks({ asked }: { asked: string }) {
  const asOf = useAsOf();
  const address = (format: string) =>
    `/api/v1/screen/record?${new URLSearchParams({ q: asked, format, ...(asOf !== undefined && { asOf }) })}`;
  return (
    <p className="quiet">
      Keep this answer{asOf === undefined ? '' : `, as of ${asOf}`}:{' '}
      <a href={address('html')} target="_blank" rel="noreferrer noopener">
        page to print
      </a>
      ,{' '}
      <a href={address('json')} download>
        JSON
      </a>
    </p>
  );
}

/** The lists' own words behind a match; what is said where there are none. */
export function Lines({ lines, none }: { lines: ScreenMatch['lines']; none: string }) {
  if (lines.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className="match-lines">
      {lines.map((line) => (
        <li key={`${line.list} ${line.recordId} ${line.authority} ${line.programme} ${line.listed}`}>
          <strong>{line.authority}</strong> {line.programme}{' '}
          <span className="quiet number">
            {line.listed === null ? 'no date' : `listed ${listedText(line)}`}
            {endingText(line, Date.now())} · {line.source}
          </span>
          {line.raw !== null && <RawText text={line.raw} />}
        </li>
      ))}
    </ul>
  );
}
