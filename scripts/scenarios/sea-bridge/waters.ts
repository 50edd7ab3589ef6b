// What the parts of the sea bridge share: its id, the names of its sources, the waiting places and the pace of sending.

import type { Point } from '../land.ts';
import type { Log } from '../voyage.ts';

export const ID = 'sea-bridge';
export const NK_PRO = 'NK Pro imagery';
export const RUSI = 'RUSI, "The Orient Express", 16 Oct 2023';

/** Off Vladivostok, outside every port circle: where a ship waits with AIS on. */
export const ROADS: Point = { lon: 132.15, lat: 42.98 };
/** The south-western way into the Sea of Japan, east of Tsushima. */
export const KOREA_STRAIT: Point = { lon: 129.75, lat: 34.75 };

/** Twelve minutes at sea; at rest every two hours, so that no gap of four arises from thinning. */
export const PACE: Pick<Log, 'seaMin' | 'restMin' | 'staticMin'> = { seaMin: 12, restMin: 120, staticMin: 30 };

export const at = (text: string): number => Date.parse(`${text}Z`);
