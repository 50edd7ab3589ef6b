import { expect, it } from 'vitest';
import { muteRequest } from '../../web/alerts/mutes.ts';
import { mutedText } from '../../web/words/alert-words.ts';
import { alertRow, DAY, HOUR, T0 } from './wire-rows.ts';

const iso = (at: number) => new Date(at).toISOString();

it('a mute asked for in a replay runs from the arrival that raised the alert', () => {
  expect(muteRequest(alertRow('a'), 'both', 6, T0 + 900 * DAY)).toEqual({
    vessel: 'imo:9161003',
    rule: 'dprk-ru-arms',
    from: iso(T0),
    until: iso(T0 + 6 * HOUR),
  });
});

it('in the live scope it also reaches as far from now', () => {
  const request = muteRequest(alertRow('a', { scope: 'live' }), 'vessel', 6, T0 + DAY);
  expect(request).toEqual({ vessel: 'imo:9161003', from: iso(T0), until: iso(T0 + DAY + 6 * HOUR) });
});

it('of a call counts from the beginning of the call', () => {
  const call = alertRow('a', { placeIds: ['rajin'] });
  expect(muteRequest(call, 'rule', 1, T0)).toEqual({
    rule: 'dprk-ru-arms',
    from: iso(T0 - 5 * DAY),
    until: iso(T0 - 5 * DAY + HOUR),
  });
});

it('says by whom and until when', () => {
  expect(mutedText({ id: 's', by: 'analyst', until: iso(T0), note: 'known voyage' })).toMatch(
    /^by analyst until 1 Sep 2023.*: known voyage$/,
  );
});
