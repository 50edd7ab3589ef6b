// Every channel there is. Adding one is a file, a line here and a test.

import type { AnyChannel } from './channel.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { file } from './file.ts';
import { matrix } from './matrix.ts';
import { mqtt } from './mqtt.ts';
import { ntfy } from './ntfy.ts';
import { slackBot, slackWebhook } from './slack.ts';
import { syslog } from './syslog.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { webPush } from './web-push.ts';
import { webhook } from './webhook.ts';

export const channels: readonly AnyChannel[] = [
  webhook,
  email,
  slackBot,
  slackWebhook,
  teams,
  discord,
  telegram,
  matrix,
  ntfy,
  webPush,
  mqtt,
  syslog,
  file,
];
