// What people do with a case as a whole: how it stands, deeds with what each does to the alerts inside, mutes, and the history.
// It speaks of now, whatever the playhead: people deal with what is known.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseDetail, CaseSummary } from '../../server/http/wire/case.ts';
import { Needs } from '../access/Needs.tsx';
import { MuteForm } from '../alerts/MuteForm.tsx';
import { LONG_MUTE_HOURS } from '../alerts/mutes.ts';
import { DeedForm } from '../desk/DeedForm.tsx';
import { deskApi } from '../desk/desk-api.ts';
import { HistoryRows } from '../desk/History.tsx';
import { Refused, Section, Waiting } from '../parts/Parts.tsx';
import { LIVE } from '../state/state.ts';
import { timeText } from '../words/format.ts';
import { standsText } from './case-words.ts';

/** How often it is asked again while it is on screen: others deal with it too. */
const AGAIN_MS = 10_000;

export function useCase(scope: string, caseId: string) {
  return useQuery({
    queryKey: ['case', scope, caseId],
    queryFn: () => deskApi.case(scope, caseId),
    refetchInterval: AGAIN_MS,
  });
}

export function CaseDeeds({ shown }: { shown: CaseSummary }) {
  const query = useCase(shown.scope, shown.id);
  const queries = useQueryClient();
  if (query.isPending) return <Waiting what="what people did" />;
  if (query.isError) return <Refused what="What people did" error={query.error} again={() => void query.refetch()} />;
  const found = query.data;
  const again = () => {
    void queries.invalidateQueries({ queryKey: ['case', shown.scope, shown.id] });
    void queries.invalidateQueries({ queryKey: ['alert', shown.scope] });
  };
  const { handling } = found;
  return (
    <Section title="What people did">
      <p>{standsText(handling, found.alertsInside)}</p>
      <HistoryRows rows={[...found.history].reverse()} nothing="Nobody has handled this case yet." />
      {found.ahead.length === 0 ? (
        <p className="quiet">Its alerts are in another case now: deal with that one.</p>
      ) : (
        <Needs right="desk">
          <DeedForm
            key={`${handling.version} ${handling.assignee}`}
            scope={shown.scope}
            kind="case"
            id={shown.id}
            state={handling.state}
            assignee={handling.assignee}
            ahead={found.ahead}
            done={again}
          />
          <CaseMute found={found} done={again} />
        </Needs>
      )}
    </Section>
  );
}

function CaseMute({ found, done }: { found: CaseDetail; done: () => void }) {
  // A replay has no now but its own end.
  const now = found.scope === LIVE ? Date.now() : found.toAt;
  const ended = found.mutes.filter(({ until }) => Date.parse(until) <= now);
  const standing = found.mutes.find(({ until }) => Date.parse(until) > now) ?? null;
  return (
    <>
      <MuteForm
        done={done}
        about={{
          scope: found.scope,
          id: found.id,
          mute: standing && { id: standing.id, by: standing.by, until: standing.until, note: standing.note },
          choices: [['case', 'this case']],
          cover: () => ({ case: found.id }),
          request: (_, hours) => ({ case: found.id, hours }),
          hours: LONG_MUTE_HOURS,
        }}
      />
      {ended.map(({ id, by, until }) => (
        <p key={id} className="quiet">
          Was muted by {by} until {timeText(Date.parse(until))}; what came after is shown.
        </p>
      ))}
    </>
  );
}
