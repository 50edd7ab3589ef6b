// The facts of a ship that changed its identity: each field with its value before and after.

import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { Facts, Grounds } from '../parts/Parts.tsx';
import { useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';

export const CHANGE_WORDS: Record<EventOfKind<'identity-change'>['facts']['change'], string> = {
  name: 'New name',
  'call-sign': 'New call sign',
  flag: 'New flag',
  mmsi: 'New MMSI',
  imo: 'Another IMO number',
  type: 'Another ship type',
  size: 'Another size',
  several: 'Several fields at once',
  'imo-withheld': 'IMO number withheld',
  'near-number': 'Number near a listed one',
  'dead-ship': 'Number of a ship that is gone',
  'mmsi-inherited': 'Inherited MMSI',
  'identity-conflict': 'Identity conflict',
  'shared-imo': 'IMO number shared',
  'identity-swap': 'Identities exchanged',
  'flag-hopping': 'Flag changed again and again',
  unallotted: 'Number not allotted',
};

const WEIGHT_WORDS: Record<EventOfKind<'identity-change'>['facts']['weight'], string> = {
  note: 'a note',
  suspicion: 'worth a look',
  high: 'a number that nobody should be sending',
};

export function IdentityChangeFacts({ event }: { event: EventOfKind<'identity-change'> }) {
  const { fields, weight, hullId, messages, grounds } = event.facts;
  const hull = useSlice((state) => (hullId === null ? undefined : state.names.get(hullId)));
  return (
    <>
      {fields.length > 0 && (
        <table className="table from-to">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ field, from, to }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{from === '' ? <span className="quiet">not sent</span> : from}</td>
                <td>{to === '' ? <span className="quiet">not sent</span> : to}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Facts
        rows={[
          ['Weight', WEIGHT_WORDS[weight]],
          hullId === null ? null : ['Touches', hull ?? hullId.replace(/^imo:/, 'IMO ')],
          messages === 0 ? null : ['Said in', `${countText(messages)} ${messages === 1 ? 'message' : 'messages'}`],
        ]}
      />
      <Grounds rows={grounds} />
    </>
  );
}
