// The colours that mean something, for both themes: severities, vessels, basis and the sea. The panels take them as CSS
// variables and the map and the timeline as values, from this one table. Severity hues are kept away from vessel hues.

import type { Severity } from './words/words.ts';

export interface Palette {
  sea: string;
  land: string;
  coast: string;
  border: string;
  country: string;
  seaName: string;
  /** Behind letters on the map. */
  letterHalo: string;
  text: string;
  faint: string;
  panel: string;
  line: string;
  accent: string;
  port: string;
  portName: string;
  otherVessel: string;
  zone: string;
  gap: string;
  /** Positions in doubt, and areas of interference. */
  doubt: string;
  sighting: string;
  severity: Record<Severity, string>;
  /** One per vessel hue number. */
  hues: readonly [string, string, string, string, string, string];
  /** Watched vessels beyond the hues. */
  watched: string;
  /** Signs of watched ships by state; those in doubt have `doubt`. */
  heard: string;
  silent: string;
  /** Where the sun is down. */
  night: string;
  measure: string;
  /** Track colours by pace: stopped, slow, cruising, fast. */
  paces: readonly [string, string, string, string];
}

export const PALETTES: Record<'dark' | 'light', Palette> = {
  dark: {
    sea: '#0d1b29',
    land: '#26303a',
    coast: '#54697c',
    border: '#3b4956',
    country: '#8795a3',
    seaName: '#5b7891',
    letterHalo: '#0b131b',
    text: '#e4ebf1',
    faint: '#7c8d9d',
    panel: '#111a23',
    line: '#253341',
    accent: '#58c7d8',
    port: '#8fa3b5',
    portName: '#a9bac9',
    otherVessel: '#5f7488',
    zone: '#7f8ff0',
    gap: '#93a4b5',
    doubt: '#f0e6c0',
    sighting: '#f2f5f7',
    severity: { critical: '#ff5d5d', high: '#ff9547', medium: '#f2c14e', low: '#7fa7d6', info: '#8b9bab' },
    hues: ['#4fd1c5', '#b79cff', '#7cc4ff', '#b5e06a', '#ff9fd0', '#d9c3a0'],
    watched: '#9fc6d3',
    heard: '#5fe0b4',
    silent: '#c3cfda',
    night: '#000814',
    measure: '#ffd479',
    paces: ['#9aa8b5', '#f2c14e', '#4fd1c5', '#b79cff'],
  },
  light: {
    sea: '#d6e3ea',
    land: '#f6f3ec',
    coast: '#9fb2bf',
    border: '#d5d0c4',
    country: '#7d786c',
    seaName: '#8aa5b5',
    letterHalo: '#f3f6f7',
    text: '#14202b',
    faint: '#5b6b79',
    panel: '#ffffff',
    line: '#d5dee5',
    accent: '#0b7a8c',
    port: '#54687a',
    portName: '#3f5364',
    otherVessel: '#7f94a5',
    zone: '#4c5bd0',
    gap: '#5b6b79',
    doubt: '#4a3a12',
    sighting: '#14202b',
    severity: { critical: '#c9252d', high: '#b8500a', medium: '#8a6100', low: '#2f63a3', info: '#5b6b79' },
    hues: ['#00837a', '#6d4bd8', '#1769b5', '#4b7d00', '#b3317c', '#7a5b23'],
    watched: '#2b6577',
    heard: '#04795a',
    silent: '#3d4c59',
    night: '#1b2b4a',
    measure: '#8a4b00',
    paces: ['#6f7f8d', '#a87400', '#00837a', '#6d4bd8'],
  },
};

export function hueColour(palette: Palette, hue: number | undefined): string {
  return hue === undefined ? palette.watched : palette.hues[hue]!;
}

/** Hands the table to the style sheets. */
export function applyPalette(root: HTMLElement, theme: 'dark' | 'light'): void {
  const palette = PALETTES[theme];
  root.dataset.theme = theme;
  for (const [severity, colour] of Object.entries(palette.severity)) root.style.setProperty(`--${severity}`, colour);
  for (const [hue, colour] of palette.hues.entries()) root.style.setProperty(`--hue-${hue}`, colour);
  for (const [pace, colour] of palette.paces.entries()) root.style.setProperty(`--pace-${pace}`, colour);
  root.style.setProperty('--hue-watched', palette.watched);
  root.style.setProperty('--sighting', palette.sighting);
  root.style.setProperty('--other-vessel', palette.otherVessel);
  root.style.setProperty('--doubt', palette.doubt);
  root.style.setProperty('--heard', palette.heard);
  root.style.setProperty('--silent', palette.silent);
  root.style.setProperty('--measure', palette.measure);
  root.style.setProperty('--sea', palette.sea);
  root.style.setProperty('--zone', palette.zone);
  root.style.setProperty('--port', palette.port);
}

export const THEME_KEY = 'keelwatch.theme';

export function preferredTheme(): 'dark' | 'light' {
  const kept = localStorage.getItem(THEME_KEY);
  if (kept === 'dark' || kept === 'light') return kept;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}
