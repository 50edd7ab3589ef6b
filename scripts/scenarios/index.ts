// All stories, by id. A new one is one file and one line here.

import { chonMaSan } from './chon-ma-san.ts';
import { portOlya3 } from './port-olya-3.ts';
import { seaBridge } from './sea-bridge.ts';
import { simonsTown } from './simons-town.ts';
import type { Story } from './story.ts';

export const STORIES: readonly { id: string; build: () => Story }[] = [
  { id: 'sea-bridge', build: seaBridge },
  { id: 'simons-town', build: simonsTown },
  { id: 'port-olya-3', build: portOlya3 },
  { id: 'chon-ma-san', build: chonMaSan },
];
