// All stories, by id. A new one is one file and one line here.

import { aLi } from './a-li.ts';
import { bella1 } from './bella-1.ts';
import { cathayPhoenix } from './cathay-phoenix.ts';
import { chonMaSan } from './chon-ma-san.ts';
import { hengYang9 } from './heng-yang-9.ts';
import { marinera } from './marinera.ts';
import { portOlya3 } from './port-olya-3.ts';
import { seaBridge } from './sea-bridge/sea-bridge.ts';
import { simonsTown } from './simons-town.ts';
import type { Story } from './story.ts';

export const STORIES: readonly { id: string; build: () => Story }[] = [
  { id: 'sea-bridge', build: seaBridge },
  { id: 'simons-town', build: simonsTown },
  { id: 'port-olya-3', build: portOlya3 },
  { id: 'chon-ma-san', build: chonMaSan },
  { id: 'heng-yang-9', build: hengYang9 },
  { id: 'a-li', build: aLi },
  { id: 'cathay-phoenix', build: cathayPhoenix },
  { id: 'bella-1', build: bella1 },
  { id: 'marinera', build: marinera },
];
