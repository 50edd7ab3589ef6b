// What the page asks of companies and persons that lists name.

import type { Party } from '../../server/http/wire/party.ts';
import { get } from '../api.ts';

export const partyApi = {
  party: (id: string, asOf?: string) => get<Party>(`/parties/${encodeURIComponent(id)}`, { asOf }),
};
