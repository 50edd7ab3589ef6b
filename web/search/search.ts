// What the search shows: the answer of the server as rows, a position that was typed, and the tables of the page by name. Pure.

import type { SearchAnswer, SearchHit } from '../../server/http/wire/search.ts';
import { readPlace } from '../map/tools/notations.ts';
import type { Dialog } from '../state/state.ts';
import { positionText } from '../words/format.ts';

export interface Row {
  key: string;
  kind: string;
  title: string;
  note: string;
  hit?: SearchHit;
  place?: { lon: number; lat: number };
  dialog?: Dialog;
}

export const KIND_WORDS: Record<SearchHit['kind'], string> = {
  ship: 'Ship',
  case: 'Case',
  port: 'Port',
  zone: 'Zone',
  party: 'Company',
  rule: 'Rule',
};

const DOORS: readonly { title: string; note: string; dialog: Dialog }[] = [
  { title: 'Replays', note: 'scenarios, a file of your own, a period that was heard', dialog: 'replays' },
  {
    title: 'Then against today',
    note: 'what a replay says by the lists of that day and of today',
    dialog: 'differences',
  },
  { title: 'Vessels', note: 'every ship of this scope as a table', dialog: 'vessels' },
  { title: 'Events', note: 'calls, gaps, encounters, doubts', dialog: 'events' },
  { title: 'Watchlists and screening', note: 'whom you watch; names against every list', dialog: 'watchlists' },
  { title: 'Rules', note: 'what raises an alert', dialog: 'rules' },
  { title: 'Lists', note: 'sanctions lists, their age and health', dialog: 'lists' },
  { title: 'Who is told', note: 'channels and subscriptions', dialog: 'notify' },
  { title: 'Sources', note: 'live feeds, what can be heard', dialog: 'sources' },
  { title: 'Who did what', note: 'every deed with its person', dialog: 'audit' },
  { title: 'Help', note: 'keys and words', dialog: 'help' },
];

/** The tables of the page whose name holds the text; all of them for ''. */
export function doorsFor(text: string): Row[] {
  const asked = text.toLowerCase();
  return DOORS.filter(({ title, note }) => `${title} ${note}`.toLowerCase().includes(asked)).map(
    ({ title, note, dialog }) => ({ key: `table ${dialog}`, kind: 'Open', title, note, dialog }),
  );
}

/** A position first, then what the server found in its order, then tables of that name. */
export function rowsOf(text: string, answer: SearchAnswer | undefined): Row[] {
  const place = readPlace(text);
  const position: Row[] =
    place === null || typeof place === 'string'
      ? []
      : [
          {
            key: 'position',
            kind: 'Place',
            title: positionText(place.lon, place.lat),
            note: 'show it on the map',
            place,
          },
        ];
  const hits = (answer?.rows ?? []).map((hit) => ({
    key: `${hit.kind} ${hit.id}`,
    kind: KIND_WORDS[hit.kind],
    title: hit.title,
    note: hit.note,
    hit,
  }));
  return [...position, ...hits, ...(text.length >= 3 ? doorsFor(text) : [])];
}
