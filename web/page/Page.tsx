// The layout: masthead, the map with the feed on its left and the dossier on its right, the replay bar below. It tells
// the map how much room the panels take.

import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { CaseFeed } from '../cases/CaseFeed.tsx';
import { UndoToast } from '../desk/UndoToast.tsx';
import type { Padding } from '../map/map.ts';
import { MapTools } from '../map/tools/MapTools.tsx';
import { watchDrops } from '../replay/dropped.ts';
import { ReplayBar } from '../replay/ReplayBar.tsx';
import { useDispatch, useSlice } from '../state/store.ts';
import { WhoPanel } from '../whereabouts/WhoPanel.tsx';
import { Announcer } from './Announcer.tsx';
import { Banner } from './Banner.tsx';
import { Legend } from './Legend.tsx';
import { Masthead } from './Masthead.tsx';
import { SidePanel } from './SidePanel.tsx';
import { useShortcuts } from './shortcuts.ts';

// Each table comes when it is first opened: the shell stays small.
const AccountDialog = lazy(async () => ({ default: (await import('../access/AccountDialog.tsx')).AccountDialog }));
const AuditDialog = lazy(async () => ({ default: (await import('../desk/AuditDialog.tsx')).AuditDialog }));
const EventsDialog = lazy(async () => ({ default: (await import('../events/EventsDialog.tsx')).EventsDialog }));
const SourcesDialog = lazy(async () => ({ default: (await import('../feeds/SourcesDialog.tsx')).SourcesDialog }));
const ListsDialog = lazy(async () => ({ default: (await import('../lists/ListsDialog.tsx')).ListsDialog }));
const WatchlistsDialog = lazy(async () => ({
  default: (await import('../lists/WatchlistsDialog.tsx')).WatchlistsDialog,
}));
const DifferencesDialog = lazy(async () => ({
  default: (await import('../replay/DifferencesDialog.tsx')).DifferencesDialog,
}));
const ReplaysDialog = lazy(async () => ({ default: (await import('../replay/ReplaysDialog.tsx')).ReplaysDialog }));
const RulesDialog = lazy(async () => ({ default: (await import('../rules/RulesDialog.tsx')).RulesDialog }));
const SearchDialog = lazy(async () => ({ default: (await import('../search/SearchDialog.tsx')).SearchDialog }));
const NotifyDialog = lazy(async () => ({ default: (await import('../tell/NotifyDialog.tsx')).NotifyDialog }));
const VesselTable = lazy(async () => ({ default: (await import('../vessel/VesselTable.tsx')).VesselTable }));
const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }));

export type Pointed = { x: number; y: number; title: string; note: string } | null;

export function Page({
  mountMap,
  padMap,
}: {
  mountMap: (container: HTMLElement, pointed: (at: Pointed) => void) => () => void;
  padMap: (padding: Padding) => void;
}) {
  const feedShown = useSlice((state) => state.feedShown);
  const selected = useSlice((state) => state.vesselId !== null || state.alertId !== null);
  const who = useSlice((state) => state.who !== null);
  const dialog = useSlice((state) => state.dialog);
  const feed = useRef<HTMLDivElement>(null);
  const side = useRef<HTMLDivElement>(null);
  useShortcuts();
  const dispatch = useDispatch();
  useEffect(() => watchDrops(() => dispatch({ type: 'dialog', dialog: 'replays' })), [dispatch]);

  // Before the next frame: whoever reveals a place then must know what the panels cover.
  useLayoutEffect(() => {
    padMap({
      top: 0,
      bottom: 0,
      left: feedShown ? widthOf(feed.current) : 0,
      right: selected ? widthOf(side.current) : 0,
    });
  }, [feedShown, selected, padMap]);

  return (
    <div className="page">
      <a className="skip" href="#feed">
        Skip to the cases
      </a>
      <Masthead />
      <main className="stage">
        <MapArea mountMap={mountMap} />
        <Banner />
        <div className="stage-left" ref={feed}>
          {feedShown && (who ? <WhoPanel /> : <CaseFeed />)}
        </div>
        <MapTools />
        <Legend />
        <div className="stage-right" ref={side}>
          {selected && <SidePanel />}
        </div>
      </main>
      <ReplayBar />
      <Announcer />
      <Suspense fallback={null}>
        {dialog === 'account' && <AccountDialog />}
        <UndoToast />
        {dialog === 'audit' && <AuditDialog />}
        {dialog === 'events' && <EventsDialog />}
        {dialog === 'help' && <HelpDialog />}
        {dialog === 'lists' && <ListsDialog />}
        {dialog === 'notify' && <NotifyDialog />}
        {dialog === 'differences' && <DifferencesDialog />}
        {dialog === 'replays' && <ReplaysDialog />}
        {dialog === 'rules' && <RulesDialog />}
        {dialog === 'search' && <SearchDialog />}
        {dialog === 'sources' && <SourcesDialog />}
        {dialog === 'vessels' && <VesselTable />}
        {dialog === 'watchlists' && <WatchlistsDialog />}
      </Suspense>
    </div>
  );
}

/** What a panel covers of the map, px. One that covers nearly all of it, as on a phone, moves nothing: it will be closed. */
function widthOf(element: HTMLElement | null): number {
  if (element === null) return 0;
  const { width } = element.getBoundingClientRect();
  const whole = element.parentElement?.getBoundingClientRect().width ?? 0;
  return width > MOST_COVERED * whole ? 0 : width;
}

const MOST_COVERED = 0.7;

function MapArea({ mountMap }: { mountMap: (container: HTMLElement, pointed: (at: Pointed) => void) => () => void }) {
  const container = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Pointed>(null);
  const mount = useRef(mountMap);
  useEffect(() => {
    const element = container.current;
    return element === null ? undefined : mount.current(element, setPointed);
  }, []);
  return (
    <section className="map-area" aria-label="Map">
      <div className="map" ref={container} />
      {pointed !== null && (
        <div className="hover-card" style={{ transform: `translate(${pointed.x + 14}px, ${pointed.y + 14}px)` }}>
          <strong>{pointed.title}</strong>
          <span className="hover-note">{pointed.note}</span>
        </div>
      )}
    </section>
  );
}
