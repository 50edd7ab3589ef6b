// The settings of the identity-change detectors: every number with its ground.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Setting } from '../detector.ts';

export const IDENTITY_SETTINGS = {
  messages: {
    name: 'messages that count',
    value: 3,
    unit: 'static messages',
    meaning: 'a change counts when so many messages have carried it and the one before was not heard again',
    ground: 'detection facts 9: bit errors and crew typing are gone by the third message',
  },
  minutes: {
    name: 'time that counts',
    value: 30,
    unit: 'min',
    meaning: 'and when it has lasted this long; two fields that change together count at once',
    ground: 'detection facts 9; class A repeats its static data every 6 min (ITU-R M.1371)',
  },
  sizePercent: {
    name: 'size',
    value: 10,
    unit: '%',
    meaning: 'a length or breadth off by more than this is another size',
    ground: 'detection facts 9',
  },
  episodeHours: {
    name: 'one change of identity',
    value: 24,
    unit: 'h',
    meaning: 'fields that change within this of each other are told as one event, which is certain when it has passed',
    ground: 'ours: name, call sign and MMSI are typed in one by one, by the crew and by a technician, within a day',
  },
  forgetDays: {
    name: 'a clash is over',
    value: 30,
    unit: 'days',
    meaning: 'a clash that is not heard for so long is closed',
    ground: 'the memory for IMO numbers of the match policy, row C3',
  },
  flagChanges: {
    name: 'flags taken on',
    value: 2,
    unit: 'flags',
    meaning: 'so many new flags within the days below are flag hopping; one reflagging is told as a change',
    ground: 'detection facts 9',
  },
  flagDays: {
    name: 'flag hopping within',
    value: 365,
    unit: 'days',
    meaning: 'the time within which the new flags were taken on',
    ground: 'detection facts 9 (a public scorer takes 90 days)',
  },
  swapHours: {
    name: 'identity swap within',
    value: 48,
    unit: 'h',
    meaning: 'a unit never heard before that begins so soon after the last fix of a watched ship may be that ship',
    ground: 'detection facts 2',
  },
  swapKn: {
    name: 'reach for a swap',
    value: 20,
    unit: 'kn',
    meaning: 'speed at which the way from the last fix to the new beginning must be possible',
    ground: 'the highest speed cap of detection facts 6 (ro-ro ships)',
  },
  swapSizeM: {
    name: 'same size',
    value: 1,
    unit: 'm',
    meaning: 'length and breadth are each within this of the silent ship',
    ground:
      'ours: a set keeps the size typed in when it was fitted, whatever name and number are typed later; AIS carries ' +
      'whole metres. Within 2 m barges of 48 and 50 m pass for each other (seen in a world-wide sample)',
  },
  swapGapMinutes: {
    name: 'silent for a swap',
    value: 60,
    unit: 'min',
    meaning: 'the watched ship must not be heard for this long after the other began',
    ground: 'detection facts 4: a threshold under 1 h is noise',
  },
} satisfies Record<string, Setting>;

export const COUNT_MESSAGES = IDENTITY_SETTINGS.messages.value;
export const COUNT_MS = IDENTITY_SETTINGS.minutes.value * MINUTE_MS;
export const OTHER_SIZE = IDENTITY_SETTINGS.sizePercent.value / 100;
export const EPISODE_MS = IDENTITY_SETTINGS.episodeHours.value * HOUR_MS;
export const FORGET_MS = IDENTITY_SETTINGS.forgetDays.value * DAY_MS;
export const HOP_FLAGS = IDENTITY_SETTINGS.flagChanges.value;
export const HOP_MS = IDENTITY_SETTINGS.flagDays.value * DAY_MS;
export const SWAP_MS = IDENTITY_SETTINGS.swapHours.value * HOUR_MS;
export const SWAP_KN = IDENTITY_SETTINGS.swapKn.value;
export const SWAP_SIZE_M = IDENTITY_SETTINGS.swapSizeM.value;
export const SWAP_GAP_MS = IDENTITY_SETTINGS.swapGapMinutes.value * MINUTE_MS;
