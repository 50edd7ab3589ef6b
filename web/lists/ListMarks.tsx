// The small signs of the lists and screening panels: health of a list and level of a match, each by word, shape and
// colour; counts of a change; the text of a list as it was published; a choice of one of a few words.

import type { ListStatus, ListVersion } from '../../server/http/wire/list.ts';
import type { ScreenMatch } from '../../server/http/wire/screen.ts';
import { countText } from '../words/format.ts';
import { changeCounts, isFirstCopy, LIST_LOOKS, type ListShape, type ListState } from './lists.ts';

const SHAPES: Record<ListShape, string> = {
  disc: 'M8 2.4a5.6 5.6 0 1 0 0 11.2A5.6 5.6 0 0 0 8 2.4Z',
  triangle: 'M8 1.8 15 13.8H1Z',
  diamond: 'M8 1.2 14.8 8 8 14.8 1.2 8Z',
  ring: 'M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6Z',
  square: 'M3 3h10v10H3Z',
  frame: 'M3.2 3.2h9.6v9.6H3.2Z',
};

export function HealthBadge({ state }: { state: ListState }) {
  const { word, shape, tone } = LIST_LOOKS[state];
  const hollow = shape === 'ring' || shape === 'frame';
  return (
    <span className={`list-health ${tone}`}>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path
          d={SHAPES[shape]}
          fill={hollow ? 'none' : 'currentColor'}
          stroke={hollow ? 'currentColor' : 'none'}
          strokeWidth="2"
        />
      </svg>
      {word}
    </span>
  );
}

type Level = ScreenMatch['evidence']['level'];

export const LEVEL_WORDS: Record<Level, { word: string; meaning: string }> = {
  confident: { word: 'Confident', meaning: 'A number of the hull itself, or several witnesses, say so.' },
  probable: { word: 'Probable', meaning: 'More than the name speaks for it; look before you act.' },
  possible: { word: 'Possible', meaning: 'Only a likeness; many ships share names.' },
};

/** A disc that is full, half full or empty. */
export function LevelBadge({ level }: { level: Level }) {
  const { word, meaning } = LEVEL_WORDS[level];
  return (
    <span className={`level ${level}`} title={meaning}>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
        {level === 'confident' && <circle cx="8" cy="8" r="5.4" fill="currentColor" />}
        {level === 'probable' && <path d="M8 2.6a5.4 5.4 0 0 0 0 10.8Z" fill="currentColor" />}
      </svg>
      {word}
    </span>
  );
}

const SIGNS = { added: '+', removed: '−', renamed: '', changed: '' } as const;

/** "+121 added −1 removed 3 renamed"; a first copy is told as such. */
export function ChangeLine({
  difference,
  size,
}: {
  difference: ListVersion['difference'] | NonNullable<ListStatus['lastDifference']>;
  size: Pick<ListVersion, 'ships' | 'parties' | 'classes'>;
}) {
  if (isFirstCopy(difference, size)) return <span className="quiet">first copy</span>;
  const ships = changeCounts(difference.ships);
  const parties = changeCounts(difference.parties);
  if (ships.length + parties.length === 0) return <span className="quiet">no change</span>;
  return (
    <span className="change-line number">
      {ships.map(({ word, count }) => (
        <span key={word} className={`change ${word}`}>
          {SIGNS[word]}
          {countText(count)} {word}
        </span>
      ))}
      {parties.length > 0 && (
        <span className="quiet">
          {ships.length === 0 ? '' : 'and '}
          parties: {parties.map(({ word, count }) => `${countText(count)} ${word}`).join(', ')}
        </span>
      )}
    </span>
  );
}

export function RawText({ text }: { text: string }) {
  return (
    <details className="raw">
      <summary>Text of the list</summary>
      <section className="raw-text" aria-label="Text of the list, as published">
        {text}
      </section>
    </details>
  );
}

/** One of a few words. */
export function Choice<T extends string>({
  name,
  value,
  words,
  choose,
}: {
  name: string;
  value: T;
  words: Record<T, string>;
  choose: (value: T) => void;
}) {
  return (
    <label className="select">
      <span className="unseen">{name}</span>
      <select value={value} onChange={(event) => choose(event.target.value as T)}>
        {(Object.keys(words) as T[]).map((key) => (
          <option key={key} value={key}>
            {words[key]}
          </option>
        ))}
      </select>
    </label>
  );
}
