// Themes: which rules tell one story together. A rule of the program belongs to one theme, a silence near a naval base to
// the theme of the traffic that the base is known for. A user's rule is a theme of its own.

import type { Alert } from '../alert.ts';

export interface Theme {
  id: string;
  title: string;
}

/** `near`: rules that belong here where the alert names one of these places. */
const THEMES: readonly (Theme & { rules: string[]; near?: Record<string, string[]> })[] = [
  {
    id: 'arms-bridge',
    title: 'Arms bridge between the DPRK and Russia',
    rules: ['dprk-ru-arms', 'ru-dprk-return'],
    near: { 'naval-gap': ['dunay'] },
  },
  { id: 'dprk-oil', title: 'Oil to the DPRK', rules: ['ru-dprk-oil'] },
  { id: 'dprk-coal', title: 'Coal out of the DPRK', rules: ['dprk-coal-cn', 'dprk-coal-ru'] },
  { id: 'dprk-transfer', title: 'Encounters with DPRK ships', rules: ['dprk-sts'] },
  { id: 'dprk-onward', title: 'Onward after a DPRK call', rules: ['dprk-any-180d'] },
  {
    id: 'crimea',
    title: 'Crimean ports and grain',
    rules: ['crimea-any', 'crimea-grain-out'],
    near: { 'naval-gap': ['sevastopol'] },
  },
  { id: 'syria', title: 'Russia and Syria', rules: ['ru-syria'], near: { 'naval-gap': ['tartus'] } },
  { id: 'caspian', title: 'Iran and Russia over the Caspian', rules: ['caspian-arms'] },
  { id: 'iran-oil', title: 'Iranian oil eastward', rules: ['iran-oil-east'] },
  { id: 'russian-oil', title: 'Russian oil', rules: ['ru-oil-cap'] },
  { id: 'venezuelan-oil', title: 'Venezuelan oil', rules: ['venezuela-oil'] },
  { id: 'houthi-fuel', title: 'Fuel to Houthi ports', rules: ['houthi-fuel'] },
  { id: 'eu-ports', title: 'Ports under EU measures', rules: ['eu-port-ban', 'eu-xlvii'] },
  { id: 'naval', title: 'Silence near naval bases', rules: ['naval-gap'] },
  { id: 'yards', title: 'Stays at foreign yards', rules: ['yard-stay'] },
  { id: 'deception', title: 'Positions and identity in doubt', rules: ['false-positions', 'new-identity', 'new-name'] },
];

const byRule = new Map(THEMES.flatMap((theme) => theme.rules.map((ruleId) => [ruleId, theme] as const)));

export function themeOf({ ruleId, ruleTitle, placeIds }: Pick<Alert, 'ruleId' | 'ruleTitle' | 'placeIds'>): Theme {
  const near = THEMES.find((theme) => theme.near?.[ruleId]?.some((id) => placeIds.includes(id)));
  const theme = near ?? byRule.get(ruleId);
  return theme ? { id: theme.id, title: theme.title } : { id: `rule:${ruleId}`, title: ruleTitle };
}
