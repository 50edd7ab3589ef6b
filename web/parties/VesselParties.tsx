// The companies and persons that lists name with a ship, in its dossier: their part in it, who lists them themselves, and
// the rest on opening.

import type { VesselParty } from '../../server/http/wire/party.ts';
import { Section } from '../parts/Parts.tsx';
import { PartyOpener } from './PartyCard.tsx';
import { basisText, roleText } from './party-words.ts';

export function VesselParties({ parties }: { parties: VesselParty[] }) {
  if (parties.length === 0) return null;
  const byParty = [...Map.groupBy(parties, ({ partyId }) => partyId).values()];
  return (
    <Section title="Companies and persons" count={byParty.length}>
      <ul className="plain-list">
        {byParty.map(([first, ...others]) => (
          <li key={first!.partyId}>
            <PartyOpener id={first!.partyId} name={first!.name} />{' '}
            <span className="quiet">
              {[first!, ...others]
                .map(({ role, source, basis }) =>
                  [roleText(role), `by ${source}`, basisText(basis)].filter(Boolean).join(', '),
                )
                .join('; ')}
              {first!.authorities.length > 0 && ` · listed itself by ${first!.authorities.join(', ')}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
