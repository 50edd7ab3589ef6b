// All stories, by id. A new one is one file and one line here.

import { seaBridge } from './sea-bridge.ts';
import type { Story } from './story.ts';

export const STORIES: readonly { id: string; build: () => Story }[] = [{ id: 'sea-bridge', build: seaBridge }];
