// The top line: the name, the scope on screen (a replay says so, with its label, on every screen), the connection, the
// buttons that open the tables, and the time with its zone.

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../access/me.ts';
import { feedApi } from '../feeds/feed-api.ts';
import { LineIcon } from '../parts/Marks.tsx';
import { asOfText } from '../replay/as-of.ts';
import { type Connection, currentReplay, type Dialog, LIVE } from '../state/state.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { NOBODY_ASKED } from '../whereabouts/who.ts';
import { dateText, secondsText } from '../words/format.ts';

const CONNECTION_WORDS: Record<Connection, string> = {
  connecting: 'Connecting',
  'catching-up': 'Catching up',
  live: 'Connected',
  away: 'Server away',
};

export function Masthead() {
  return (
    <header className="masthead">
      <h1 className="name">
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <path
            d="M16 4v24M8 11h16M5 17c1.2 6.4 5.6 9.8 11 11 5.4-1.2 9.8-4.6 11-11"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        <span className="name-word">keelwatch</span>
      </h1>
      <ScopeLine />
      <div className="masthead-end">
        <SearchDoor />
        <ConnectionLine />
        <nav className="doors" aria-label="Panels and tables">
          <FeedDoor />
          <Door name="Vessels" dialog="vessels" icon={<LineIcon name="table" />} />
          <Door name="Events" dialog="events" icon={<LineIcon name="events" />} />
          <WhoDoor />
          <Door name="Watchlists" dialog="watchlists" icon={<LineIcon name="watch" />} />
          <Door name="Rules" dialog="rules" icon={<LineIcon name="rules" />} />
          <Door name="Lists" dialog="lists" icon={<LineIcon name="lists" />} />
          <Door name="Notify" dialog="notify" icon={<LineIcon name="notify" />} />
          <Door name="Record" dialog="audit" icon={<LineIcon name="record" />} />
          <Door name="Sources" dialog="sources" icon={<LineIcon name="sources" />} />
          <AccountDoor />
          <Door name="Help" dialog="help" icon={<LineIcon name="help" />} />
          <ThemeDoor />
        </nav>
        <ClockLine />
      </div>
    </header>
  );
}

function ScopeLine() {
  const scope = useSlice((state) => state.scope);
  const replay = useSlice(currentReplay);
  if (scope === null) return <div className="scope" />;
  if (scope === LIVE) return <LiveLine />;
  return (
    <div className="scope" data-clock="recording">
      <div className="scope-kind">
        <span className="scope-badge replay">REPLAY</span>
        {replay !== null && <span className="scope-as-of">{asOfText(replay.asOf)}</span>}
      </div>
      <div className="scope-text">
        <span className="scope-title">{replay?.title ?? scope}</span>
        <span className="scope-label">{replay?.label ?? 'recorded positions'}</span>
      </div>
    </div>
  );
}

/** Grey, with what to do, while nothing can be heard: a live badge over an empty sea says more than is known. */
function LiveLine() {
  const feeds = useQuery({ queryKey: ['feeds'], queryFn: feedApi.feeds, refetchInterval: 30_000 });
  const dispatch = useDispatch();
  const running = (feeds.data ?? []).filter(({ on }) => on);
  const hears = feeds.isPending || running.length > 0;
  return (
    <div className="scope">
      <span className={hears ? 'scope-badge live' : 'scope-badge silent'}>LIVE</span>
      <div className="scope-text">
        <span className="scope-title">Live monitor</span>
        {hears ? (
          <span className="scope-label">positions as they are heard</span>
        ) : (
          <span className="scope-label">
            No feed is switched on: nothing is heard.{' '}
            <button
              type="button"
              className="text-button"
              onClick={() => dispatch({ type: 'dialog', dialog: 'sources' })}
            >
              Choose a feed
            </button>
          </span>
        )}
      </div>
    </div>
  );
}

function ConnectionLine() {
  const connection = useSlice((state) => state.connection);
  return (
    <span className={`connection ${connection}`} role="status">
      <span className="connection-dot" aria-hidden="true" />
      <span className="connection-words">{CONNECTION_WORDS[connection]}</span>
    </span>
  );
}

function ClockLine() {
  const at = useSlice((state) => state.at);
  const scope = useSlice((state) => state.scope);
  if (at === 0) return <div className="clock" />;
  return (
    <div className="clock" role="timer" aria-label={scope === LIVE ? 'Time now' : 'Time at the playhead'}>
      <span className="clock-date">{dateText(at)}</span>
      <span className="clock-time">{secondsText(at)}</span>
      <span className="clock-zone">UTC</span>
    </div>
  );
}

/** The box looks as what it opens; the key is told beside it. */
function SearchDoor() {
  const dispatch = useDispatch();
  const apple = /Mac|iP(hone|ad)/.test(navigator.platform);
  return (
    <button
      type="button"
      className="search-door"
      aria-label="Search ships, ports, companies, rules and positions"
      aria-keyshortcuts={apple ? 'Meta+K' : 'Control+K'}
      onClick={() => dispatch({ type: 'dialog', dialog: 'search' })}
    >
      <LineIcon name="search" />
      <span className="search-words">Search any ship</span>
      <kbd>{apple ? 'Cmd' : 'Ctrl'} K</kbd>
    </button>
  );
}

function Door({ name, dialog, icon }: { name: string; dialog: Dialog; icon: ReactNode }) {
  const dispatch = useDispatch();
  return (
    <button type="button" className="door" title={name} onClick={() => dispatch({ type: 'dialog', dialog })}>
      {icon}
      <span className="door-name">{name}</span>
    </button>
  );
}

/** By its name one sees who is here, or that there is no login on this machine. */
function AccountDoor() {
  const person = useMe()?.person ?? null;
  const dispatch = useDispatch();
  if (person === null) return null;
  const open = person.by === 'machine';
  const title = open
    ? 'No login: everything here is open to whoever sits at this machine'
    : `Account of ${person.name}`;
  return (
    <button
      type="button"
      className={open ? 'door no-login' : 'door'}
      title={title}
      aria-label={title}
      onClick={() => dispatch({ type: 'dialog', dialog: 'account' })}
    >
      <LineIcon name="person" />
      <span className="door-name">{open ? 'No login' : person.name}</span>
    </button>
  );
}

function FeedDoor() {
  const shown = useSlice((state) => state.feedShown);
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="door"
      title={shown ? 'Hide the cases' : 'Show the cases'}
      aria-pressed={shown}
      onClick={() => dispatch({ type: 'feed shown', shown: !shown })}
    >
      <LineIcon name="feed" />
      <span className="door-name">Cases</span>
    </button>
  );
}

function WhoDoor() {
  const shown = useSlice((state) => state.who !== null && state.feedShown);
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="door"
      title="Who was here?"
      aria-pressed={shown}
      onClick={() => dispatch({ type: 'who asked', who: shown ? null : NOBODY_ASKED })}
    >
      <LineIcon name="who" />
      <span className="door-name">Who</span>
    </button>
  );
}

function ThemeDoor() {
  const theme = useSlice((state) => state.theme);
  const dispatch = useDispatch();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="door"
      title={`Change to the ${other} theme`}
      aria-label={`Change to the ${other} theme`}
      onClick={() => dispatch({ type: 'themed', theme: other })}
    >
      <LineIcon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
