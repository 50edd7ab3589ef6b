// A page over the page, on the browser's own dialog: it keeps the focus, closes on Esc and on a click beside it.

import { type ReactNode, useEffect, useRef } from 'react';
import { usePageStore } from '../state/store.ts';
import { AtPlayhead, OfToday } from './ClockMarks.tsx';
import { LineIcon } from './Marks.tsx';

/** `clock`: 'playhead' where all of it speaks as of the playhead; else it speaks of the monitor today, and says so. */
export function Dialog({
  title,
  wide,
  clock = 'now',
  children,
}: {
  title: string;
  wide?: boolean;
  clock?: 'playhead' | 'now';
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const store = usePageStore();
  const opened = useRef(store.get().dialog);
  // The browser tells of the closing a moment later: by then a key may have opened another.
  const close = () => {
    if (store.get().dialog === opened.current) store.dispatch({ type: 'dialog', dialog: null });
  };
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    const beside = (event: MouseEvent) => {
      if (event.target === element) element?.close();
    };
    element?.addEventListener('click', beside);
    return () => element?.removeEventListener('click', beside);
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide === true ? 'dialog wide' : 'dialog'}
      data-clock={clock === 'now' ? 'now' : undefined}
      aria-labelledby="dialog-title"
      onClose={close}
    >
      <div className="dialog-sheet">
        <header className="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          {clock === 'now' ? <OfToday /> : <AtPlayhead />}
          <button type="button" className="door" aria-label="Close" onClick={() => dialog.current?.close()}>
            <LineIcon name="close" />
          </button>
        </header>
        <div className="dialog-body">{children}</div>
      </div>
    </dialog>
  );
}
