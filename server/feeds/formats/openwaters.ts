// Events of openwaters.io (aiscast, version 1): an envelope with the time and the station, and the message in the words of
// aisstream.io. What the service has put together from other services was not heard on the air by a receiver of its own: it
// is no evidence, and is counted under a reason of its own.

import { REJECT } from '../reading/field-limits.ts';
import { type MessageFeed, messageFormat } from '../reading/json-track.ts';
import { isJson, type Json, pick, type Values } from '../reading/table-report.ts';
import { aisstream } from './aisstream.ts';

const openwaters: MessageFeed = {
  name: 'openwaters-json',
  title: 'openwaters.io events in JSON (type, msg_type, message)',
  fits: (event) =>
    event.type === 'error' || (event.type === 'event' && typeof event.msg_type === 'string' && isJson(event.message)),
  read,
};

export const openwatersJson = messageFormat(openwaters, /"msg_type"\s*:/);

function read(event: Json): Values | string | null {
  if (event.type === 'error') return REJECT.feedError;
  // Only what is said not to be put together counts as heard.
  if (event.synthesized !== false) return REJECT.synthesized;
  const type = String(event.msg_type);
  const values = aisstream.read(
    {
      MessageType: type,
      MetaData: { MMSI: pick(event, 'mmsi'), time_utc: pick(event, 'time') },
      Message: { [type]: event.message },
    },
    '',
  );
  if (values === null || typeof values === 'string') return values;
  const station = pick(event, 'station') ?? pick(event, 'source');
  return station === undefined ? values : { ...values, receiver: station };
}
