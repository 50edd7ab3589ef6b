// Companies and persons that lists name: searched by name or company number, and one with its lines and its ships.

import { z } from 'zod';
import { inLatin } from '../../desk/latin.ts';
import { CodedError } from '../../domain/errors.ts';
import { findParties } from '../../domain/listing/party-search.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { presentParty, presentPartySummary } from '../present/party.ts';
import { asOfQuery, pageQuery, readAsOf } from '../query.ts';
import { Party, PartySummary } from '../wire/party.ts';
import { page } from '../wire/values.ts';

export function partyRoutes(app: App, { lists, clock }: Needs<'lists' | 'clock'>): void {
  app.get(
    '/parties',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Companies and persons that lists name, by themselves or with a ship',
        querystring: z.object({
          q: z.string().max(200).optional().describe('a name, or an IMO company number'),
          ...pageQuery,
        }),
        ...answers(page(PartySummary)),
      },
    },
    async ({ query: { q = '', after, limit } }) => {
      const index = await lists.screener.parties();
      const number = /^\d{7}$/.test(q.trim()) ? [Number(q)] : [];
      const name = number.length > 0 ? '' : inLatin(q);
      const found =
        q.trim() === ''
          ? index.parties
          : findParties({ name, asked: q, numbers: number, by: 'part' }, index).matches.map(({ party }) => party);
      const from = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
      if (after !== undefined && from === 0) {
        throw new CodedError('invalid', `The paging mark '${after}' does not belong to this list.`);
      }
      const rows = found.slice(from, from + limit);
      const next = from + limit < found.length ? rows.at(-1)!.id : null;
      return { rows: rows.map((party) => presentPartySummary(party, clock.now())), next };
    },
  );

  app.get(
    '/parties/:id',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'One company or person, with its list lines and the ships that lists name it with',
        params: z.object({ id: z.string().max(200) }),
        querystring: z.object(asOfQuery),
        ...answers(Party),
      },
    },
    async ({ params: { id }, query }) => {
      const party = (await lists.screener.parties()).byId.get(id);
      if (!party) throw new CodedError('not_found', `No list names a company or person with the id '${id}'.`);
      return presentParty(party, readAsOf(query.asOf, clock.now()));
    },
  );
}
