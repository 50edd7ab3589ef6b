// Asks the search of the server, with a place in any notation read here: it needs no server.

import type { SearchAnswer } from '../../server/http/wire/search.ts';
import { get } from '../api.ts';

export const searchApi = {
  find: (q: string, scope: string, asOf: string | undefined) => get<SearchAnswer>('/search', { q, scope, asOf }),
};
