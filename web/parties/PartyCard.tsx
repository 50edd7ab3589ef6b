// One company or person that lists name: its names, its own list lines, and the ships that lists name it with, each with the
// link between the two. The card is loaded when it is opened, and says nothing that no list says.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Party } from '../../server/http/wire/party.ts';
import { KnownLater } from '../parts/ClockMarks.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useAsOf, useListsDay } from '../state/clock.ts';
import { useControls } from '../state/controls.ts';
import { useDispatch } from '../state/store.ts';
import { listedText, STANDING_WORDS } from '../words/designations.ts';
import { partyApi } from './party-api.ts';
import { basisText, roleText } from './party-words.ts';

/** A name that opens to the whole. */
export function PartyOpener({ id, name, startsOpen = false }: { id: string; name: string; startsOpen?: boolean }) {
  const [open, setOpen] = useState(startsOpen);
  const region = useId();
  return (
    <>
      <button
        type="button"
        className="text-button"
        aria-expanded={open}
        aria-controls={open ? region : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="fold" aria-hidden="true" />
        {name}
      </button>
      {open && (
        <section id={region} aria-label={name}>
          <PartyCard id={id} />
        </section>
      )}
    </>
  );
}

function PartyCard({ id }: { id: string }) {
  const asOf = useAsOf();
  const query = useQuery({
    queryKey: ['party', id, asOf],
    queryFn: () => partyApi.party(id, asOf),
    placeholderData: keepPreviousData,
  });
  if (query.isPending) return <Waiting what="the company or person" />;
  if (query.isError)
    return <Refused what="The company or person" error={query.error} again={() => void query.refetch()} />;
  return <Loaded party={query.data} />;
}

function Loaded({ party }: { party: Party }) {
  const others = [...new Set(party.names.map(({ text }) => text))].filter((text) => text !== party.name);
  const at = useListsDay();
  const later = party.designations.filter(({ listed }) => listed !== null && Date.parse(listed) > at);
  return (
    <div className="party">
      <p className="quiet number">
        {[
          party.companyImos.length === 0 ? null : `IMO company number ${party.companyImos.join(', ')}`,
          party.country,
          others.length === 0 ? null : `also ${others.join(', ')}`,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {party.designations.length === 0 ? (
        <p className="quiet">On no list itself: lists name it with the ships below.</p>
      ) : (
        <>
          <Lines rows={party.designations.filter((row) => !later.includes(row))} />
          {later.length > 0 && (
            <KnownLater what={later.length === 1 ? '1 listing' : `${later.length} listings`}>
              <Lines rows={later} />
            </KnownLater>
          )}
        </>
      )}
      {party.ships.length === 0 ? (
        <p className="quiet">No list names a ship with it.</p>
      ) : (
        <ul className="match-lines">
          {party.ships.map((ship) => (
            <li key={`${ship.hullId} ${ship.role} ${ship.source}`}>
              <ShipName hullId={ship.hullId} name={ship.name} />{' '}
              <span className="quiet number">
                {[
                  ship.imo === null ? null : `IMO ${ship.imo}`,
                  roleText(ship.role),
                  `by ${ship.source}`,
                  basisText(ship.basis),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Lines({ rows }: { rows: Party['designations'] }) {
  return (
    <ul className="match-lines">
      {rows.map((row) => (
        <li key={`${row.authority} ${row.programme} ${row.ref}`}>
          <strong>{row.authority}</strong> {row.programme}
          {row.ref !== null && `, ${row.ref}`}{' '}
          <span className="quiet number">
            {listedText(row)} · {STANDING_WORDS[row.standing]} ·{' '}
            <span data-clock="now">source, as it reads today: {row.source}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Opens the ship, heard or not. */
function ShipName({ hullId, name }: { hullId: string; name: string }) {
  const controls = useControls();
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="text-button"
      onClick={() => {
        dispatch({ type: 'dialog', dialog: null });
        controls.showVessel(hullId);
      }}
    >
      {name}
    </button>
  );
}
