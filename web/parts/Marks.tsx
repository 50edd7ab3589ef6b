// The small signs that every panel uses: severity by colour, shape and word; basis; state. One place, so that they never
// differ from the legend.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import {
  type AlertState,
  BASIS_WORDS,
  type Basis,
  basisText,
  type Confidence,
  SEVERITY_SHAPES,
  SEVERITY_WORDS,
  type Severity,
  STATE_WORDS,
  SURE_WORDS,
  sureRank,
} from '../words/words.ts';

const SHAPES = {
  diamond: <path d="M8 1.2 14.8 8 8 14.8 1.2 8Z" />,
  triangle: <path d="M8 1.8 15 13.8H1Z" />,
  square: <path d="M2.6 2.6h10.8v10.8H2.6Z" />,
  circle: <circle cx="8" cy="8" r="5.6" />,
  ring: <circle cx="8" cy="8" r="4.8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
} as const;

export function SeverityShape({ severity }: { severity: Severity }) {
  return (
    <svg className={`shape ${severity}`} viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
      {SHAPES[SEVERITY_SHAPES[severity]]}
    </svg>
  );
}

export function SeverityBadge({ severity }: { severity: Severity }) {
  return (
    <span className={`severity ${severity}`}>
      <SeverityShape severity={severity} />
      {SEVERITY_WORDS[severity]}
    </span>
  );
}

/** Bars as well as a word: one, two or three of three. */
export function ConfidenceBadge({ confidence }: { confidence: Confidence }) {
  const { word, meaning } = SURE_WORDS[confidence];
  const rank = sureRank(confidence);
  return (
    <span className={`confidence sure-${confidence}`} title={meaning}>
      <svg viewBox="0 0 16 16" width="11" height="11" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={1 + bar * 5}
            y={10 - bar * 4}
            width="4"
            height={5 + bar * 4}
            fill="currentColor"
            opacity={bar <= rank ? 1 : 0.25}
          />
        ))}
      </svg>
      {word}
    </span>
  );
}

/** `grade` is that of the sightings behind it: "possibly sighted" is less than "sighted". */
export function BasisBadge({ basis, grade = null }: { basis: Basis; grade?: AlertSummary['grade'] }) {
  const { meaning } = BASIS_WORDS[basis];
  const word = basisText({ basis, grade });
  return (
    <span className={`basis ${basis}`} title={meaning}>
      <BasisSign basis={basis} />
      {word}
    </span>
  );
}

/** The basis of an event, with the grade of a call that was sighted. */
export function EventBasis({ event }: { event: VesselEvent }) {
  return <BasisBadge basis={event.basis} grade={event.kind === 'port-call' ? (event.facts.grade ?? null) : null} />;
}

function BasisSign({ basis }: { basis: Basis }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="11"
      height="11"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
    >
      {basis === 'observed' && <circle cx="8" cy="8" r="5" fill="currentColor" stroke="none" />}
      {basis === 'sighted' && (
        <>
          <path d="M1 8c4-6.4 10-6.4 14 0-4 6.4-10 6.4-14 0Z" />
          <circle cx="8" cy="8" r="2" fill="currentColor" stroke="none" />
        </>
      )}
      {basis === 'inferred' && <circle cx="8" cy="8" r="5.6" strokeDasharray="3 2.6" />}
      {basis === 'claimed' && <path d="M2 3h12v8H8l-4 3v-3H2Z" strokeLinejoin="round" />}
    </svg>
  );
}

export function StateBadge({ state }: { state: AlertState }) {
  return <span className={`state ${state}`}>{STATE_WORDS[state]}</span>;
}

/** A dot in the vessel's colour; always beside its name. */
export function HueDot({ hue }: { hue: number | undefined }) {
  return <span className={`hue-dot ${hue === undefined ? 'hue-watched' : `hue-${hue}`}`} aria-hidden="true" />;
}

const ICONS = {
  play: 'M5 3.2v9.6L13 8Z',
  pause: 'M4.5 3h2.6v10H4.5ZM8.9 3h2.6v10H8.9Z',
  next: 'M3 3.4v9.2L9 8ZM10 3.4h2v9.2h-2Z',
  previous: 'M13 3.4v9.2L7 8ZM4 3.4h2v9.2H4Z',
} as const;

export function Icon({ name }: { name: keyof typeof ICONS }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}

const LINES = {
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2ZM10.4 10.4l3.4 3.4',
  replays: 'M2 3.5h12v9H2ZM6.6 5.8v4.4L10.2 8Z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12.2v.1',
  table: 'M2 3.5h12v9H2ZM2 6.7h12M6 6.7v5.8',
  sources: 'M3 4c0-1.3 10-1.3 10 0v8c0 1.3-10 1.3-10 0ZM3 4c0 1.3 10 1.3 10 0M3 8c0 1.3 10 1.3 10 0',
  legend: 'M2.5 4h2M7 4h6.5M2.5 8h2M7 8h6.5M2.5 12h2M7 12h6.5',
  record: 'M3.5 1.8h9v12.4h-9ZM6 5h4.5M6 8h4.5M6 11h4.5M1.8 4.5h1.7M1.8 8h1.7M1.8 11.5h1.7',
  lists: 'M4 1.8h8v12.4H4ZM6.2 5h3.6M6.2 8h3.6M6.2 11h2.2',
  rules: 'M2.5 12.5 6 9l3 2 4.5-5.5M13.5 5.5h-3M13.5 5.5v3M2.5 3h6M2.5 6h3',
  notify:
    'M8 1.8a3.7 3.7 0 0 0-3.7 3.7c0 3.6-1.5 4.4-1.5 5.3h10.4c0-.9-1.5-1.7-1.5-5.3A3.7 3.7 0 0 0 8 1.8ZM6.6 13.2a1.5 1.5 0 0 0 2.8 0',
  watch: 'M1.2 8c3.8-6 9.8-6 13.6 0-3.8 6-9.8 6-13.6 0ZM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  reach:
    'M8 8h.01M4.2 5.4a5.4 5.4 0 0 1 7.6 0M4.2 10.6a5.4 5.4 0 0 0 7.6 0M1.8 3.4a9 9 0 0 1 12.4 0M1.8 12.6a9 9 0 0 0 12.4 0',
  events: 'M2.5 3h1M2.5 8h1M2.5 13h1M6 3h7.5M6 8h7.5M6 13h5',
  person: 'M8 2.2a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8ZM2.6 14c.5-3.2 2.6-4.8 5.4-4.8s4.9 1.6 5.4 4.8',
  feed: 'M2.5 3.5h11M2.5 6.5h7M2.5 9.5h11M2.5 12.5h7',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10',
  who: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M8 4.8a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2ZM5 11.6c.4-3 5.6-3 6 0',
  layers: 'M8 2 14 5.2 8 8.4 2 5.2ZM2.6 8 8 10.9 13.4 8M2.6 10.8 8 13.7l5.4-2.9',
  goto: 'M8 14.2c3-3.6 4.6-6 4.6-8A4.6 4.6 0 0 0 3.4 6.2c0 2 1.6 4.4 4.6 8ZM8 4.6a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2Z',
  measure: 'M1.8 11.2 11.2 1.8l3 3-9.4 9.4ZM4.4 8.6l1.4 1.4M6.6 6.4l1.4 1.4M8.8 4.2l1.4 1.4',
  polygon: 'M3 5.5 9.5 2.5 13.5 8 9 13.5 3.5 11ZM3 5.5h.1M9.5 2.5h.1M13.5 8h.1',
  zone: 'M2.5 4.5 8 2.5l5.5 3-1 7-7 1-3.5-4ZM6 8h4M8 6v4',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8Z',
  link: 'M6.5 9.5l3-3M7 4.8l1.6-1.6a2.8 2.8 0 0 1 4 4L11 8.8M9 11.2l-1.6 1.6a2.8 2.8 0 0 1-4-4L5 7.2',
} as const;

export function LineIcon({ name }: { name: keyof typeof LINES }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={LINES[name]} />
    </svg>
  );
}
