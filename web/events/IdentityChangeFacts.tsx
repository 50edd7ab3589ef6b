// The facts of a ship that says it is somebody else than before: each field with its value before and after.

import type { VesselEvent } from '../../server/http/wire/event.ts';
import { Facts, Grounds } from '../parts/Parts.tsx';
import { useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';
import { WEIGHT_WORDS } from '../words/words.ts';

export function IdentityChangeFacts({ event }: { event: VesselEvent & { kind: 'identity-change' } }) {
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
