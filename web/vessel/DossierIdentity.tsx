// The identity that the vessel sends, field by field with the times, why the vessel was taken for this hull, and which other
// hulls were considered.

import type { ReactNode } from 'react';
import type { VesselDossier } from '../../server/http/wire/vessel.ts';
import { KnownLater } from '../parts/ClockMarks.tsx';
import { Section } from '../parts/Parts.tsx';
import { identityAt } from '../words/evidence.ts';
import { dateText } from '../words/format.ts';
import { Witnesses } from './Witnesses.tsx';

export function Identity({ vessel, at }: { vessel: VesselDossier; at: number }) {
  const lines = identityAt(vessel.identity, at);
  return (
    <Section title="Identity as heard" count={lines.length}>
      {lines.length === 0 ? (
        <p className="quiet">Its radio has not been heard by this time.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">First to last heard</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.field} ${line.value} ${line.firstAt}`}>
                <td>{FIELD_WORDS[line.field] ?? line.field}</td>
                <td>{line.value}</td>
                <td className="number">
                  {dateText(line.firstAt)} – {dateText(line.lastAt)}
                  <span className="quiet"> {line.source}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {vessel.match !== null && lines.length > 0 && (
        <NewestOnly vessel={vessel} at={at} what="why it is taken for this hull">
          <p>
            Taken for this hull: <strong>{vessel.match.level}</strong>, by “{vessel.match.rule}”
          </p>
          <Witnesses witnesses={vessel.match.witnesses} contradictions={vessel.match.contradictions} />
        </NewestOnly>
      )}
    </Section>
  );
}

/** Grounds are kept as they read last; before the ship was last heard they are known later. */
function NewestOnly({
  vessel,
  at,
  what,
  children,
}: {
  vessel: VesselDossier;
  at: number;
  what: string;
  children: ReactNode;
}) {
  if (vessel.lastAt === null || vessel.lastAt <= at) return <>{children}</>;
  return <KnownLater what={`${what}, as it stood when last heard`}>{children}</KnownLater>;
}

export function Candidates({ vessel, at }: { vessel: VesselDossier; at: number }) {
  if (vessel.candidates.length === 0) return null;
  return (
    <Section title="Other hulls considered">
      <NewestOnly vessel={vessel} at={at} what={`${vessel.candidates.length} considered`}>
        <ul className="plain-list">
          {vessel.candidates.map((candidate) => (
            <li key={candidate.vesselId}>
              <strong>{candidate.name}</strong> <span className="quiet">{candidate.evidence.level}</span>
              <Witnesses witnesses={candidate.evidence.witnesses} contradictions={candidate.evidence.contradictions} />
            </li>
          ))}
        </ul>
      </NewestOnly>
    </Section>
  );
}

const FIELD_WORDS: Record<string, string> = {
  mmsi: 'MMSI',
  imo: 'IMO',
  name: 'Name',
  callSign: 'Call sign',
  shipType: 'Ship type',
  size: 'Size',
  destination: 'Destination',
  draught: 'Draught',
};
