// The keys, and how to read what the page says.

import { useHeld } from '../desk/held.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { BASIS_WORDS } from '../words/words.ts';
import { letters, switchLetters } from './letters.ts';
import { SHORTCUTS } from './shortcuts.ts';

export function HelpDialog() {
  const on = useHeld(letters);
  return (
    <Dialog title="Keys and words">
      <div className="help">
        <section>
          <h3>Keyboard</h3>
          <label className="check">
            <input type="checkbox" checked={on} onChange={(event) => switchLetters(event.target.checked)} /> Keys of one
            letter or sign do something
          </label>
          <dl className="keys">
            {SHORTCUTS.map(([keys, meaning]) => (
              <div key={keys}>
                <dt>
                  {keys.split('  ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>How a statement is supported</h3>
          <dl className="bases">
            {Object.values(BASIS_WORDS).map(({ word, meaning }) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <h3>What is not drawn</h3>
          <p>
            Between two positions more than four hours apart nothing is drawn as sailed. The ship stays, hollow, where
            it was last heard, with the age beside it; dashes join the two ends once both are known.
          </p>
          <p>
            In a replay every alert and event stands as it was known at the playhead: raised, revised, withdrawn. Ahead
            of the playhead the timeline tells when something comes, and not what.
          </p>
          <p>In a replay the map shows the alerts of the thirty days before the playhead; the feed has them all.</p>
          <p>
            A dashed bow between two ports is a reported leg: it says which ports, not which way. An alert names what
            was seen and what makes it worth a look; it accuses nobody.
          </p>
        </section>
      </div>
    </Dialog>
  );
}
