// Screening: a name, an IMO number, an MMSI or a call sign goes in; the listed ships, companies and persons that it may mean
// come out. Each match has its level, the evidence for and against it, and the list lines it rests on. The answer says which
// lists were asked, repeats what they say, and judges nobody.

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ScreenMatch, ScreenResult } from '../../server/http/wire/screen.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useAsOf } from '../state/clock.ts';
import { useControls } from '../state/controls.ts';
import { useDispatch } from '../state/store.ts';
import { dateText } from '../words/format.ts';
import { matchRowText } from '../words/match-words.ts';
import { LEVEL_WORDS, LevelBadge } from './ListMarks.tsx';
import { listApi } from './list-api.ts';
import { Against, Lines, Outcome, PartyMatches, RecordLinks } from './ScreenAnswer.tsx';
import { ScreenTable } from './ScreenTable.tsx';

/** Matches shown before one asks for the rest. */
const FIRST = 8;

export function ScreenBox({ add }: { add: { to: string; ship: (hullId: string, name: string) => void } | null }) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const asOf = useAsOf();
  const query = useQuery({
    queryKey: ['screen', asked, asOf],
    queryFn: () => listApi.screen(asked!, asOf),
    enabled: asked !== null,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    setAsked(said === '' ? null : said);
  };
  return (
    <section className="screen-box" aria-labelledby="screen-title">
      <h3 id="screen-title">Screen</h3>
      <form className="field-row" onSubmit={submit}>
        <label className="field grow">
          <span className="field-name">Name of a ship, company or person, IMO number, MMSI or call sign</span>
          <input
            type="search"
            value={text}
            maxLength={200}
            placeholder="e.g. LADY R, or 9161003"
            onChange={(event) => {
              setText(event.target.value);
              if (event.target.value === '') setAsked(null);
            }}
          />
        </label>
        <button type="submit" className="button primary">
          Screen
        </button>
      </form>
      <div aria-live="polite">
        {asked !== null && query.isPending && <Waiting what="the matches" />}
        {query.isError && <Refused what="The screening" error={query.error} again={() => void query.refetch()} />}
        {asked === null && (
          <p className="quiet">
            Against every list and the built-in table{asOf === undefined ? '' : `, as of ${dateText(Date.parse(asOf))}`}
            .
          </p>
        )}
        {asked !== null && query.isSuccess && (
          <>
            {query.data.rows.map((result) => (
              <Result key={result.asked} result={result} add={add} />
            ))}
            <Against against={query.data.against} />
            <RecordLinks asked={asked} />
          </>
        )}
      </div>
      <ScreenTable />
    </section>
  );
}

function Result({ result, add }: { result: ScreenResult; add: Parameters<typeof ScreenBox>[0]['add'] }) {
  const [all, setAll] = useState(false);
  const { matches } = result;
  const shown = all ? matches : matches.slice(0, FIRST);
  return (
    <>
      <Outcome result={result} />
      {matches.length > 0 && (
        <p className="screen-head">
          <strong>{result.asked}</strong>: {matches.length === 1 ? '1 hull,' : `${matches.length} hulls, at best`}{' '}
          {LEVEL_WORDS[matches[0]!.evidence.level].word.toLowerCase()}.
        </p>
      )}
      {[...new Set([...result.unread, ...result.notes])].map((note) => (
        <p key={note} className="list-says">
          {note}
        </p>
      ))}
      <ol className="matches">
        {shown.map((match) => (
          <Match key={match.hullId} match={match} add={add} />
        ))}
      </ol>
      <PartyMatches result={result} />
      {matches.length > shown.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show {matches.length - shown.length} more
        </button>
      )}
    </>
  );
}

function Match({ match, add }: { match: ScreenMatch; add: Parameters<typeof ScreenBox>[0]['add'] }) {
  const { evidence } = match;
  return (
    <li className={`match ${evidence.level}`}>
      <header>
        <h4>{match.name === '' ? match.hullId : match.name}</h4>
        <LevelBadge level={evidence.level} />
        {match.watched && <span className="tag watched">watched</span>}
      </header>
      <p className="quiet number">
        {[match.imo === null ? 'no IMO number' : `IMO ${match.imo}`, match.flag, match.shipType]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <p>Why: {matchRowText(evidence.rule)}</p>
      <ul className="witnesses">
        {evidence.witnesses.map((text) => (
          <li key={text} className="for">
            <span aria-hidden="true">+</span>
            <span>
              <span className="unseen">For: </span>
              {text}
            </span>
          </li>
        ))}
        {evidence.contradictions.map((text) => (
          <li key={text} className="against">
            <span aria-hidden="true">−</span>
            <span>
              <span className="unseen">Against: </span>
              {text}
            </span>
          </li>
        ))}
      </ul>
      <div className="actions-row">
        <InScope match={match} />
        {add !== null && (
          <button type="button" className="button" onClick={() => add.ship(match.hullId, match.name)}>
            Add to “{add.to}”
          </button>
        )}
      </div>
      <Lines lines={match.lines} none="No list line is behind it: the ship is watched by hand." />
    </li>
  );
}

/** A match opens as a ship, heard or not. */
function InScope({ match }: { match: ScreenMatch }) {
  const controls = useControls();
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        dispatch({ type: 'dialog', dialog: null });
        controls.showVessel(match.hullId);
      }}
    >
      Show the ship
    </button>
  );
}
