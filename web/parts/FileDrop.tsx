// A place to drop a file or choose one, with what is taken there in words, and a line of progress while it is sent.

import { type ReactNode, useState } from 'react';

export function FileDrop({
  title,
  children,
  accept,
  busy,
  done,
  doing,
  take,
}: {
  title: string;
  children: ReactNode;
  accept?: string;
  busy: boolean;
  /** The part that is sent, 0 to 1; null while it is not known. */
  done: number | null;
  doing: string;
  take: (file: File) => void;
}) {
  const [over, setOver] = useState(false);
  return (
    <>
      <label
        className={over ? 'drop-zone over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer.files[0];
          if (file !== undefined && !busy) take(file);
        }}
      >
        <strong>{title}</strong>
        <span className="quiet">{children}</span>
        <input
          type="file"
          accept={accept}
          disabled={busy}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) take(file);
            event.target.value = '';
          }}
        />
      </label>
      {busy && (
        <p className="upload-line" role="status">
          <progress value={done === null || done >= 1 ? undefined : done} max={1} aria-label={doing} /> {doing}
        </p>
      )}
    </>
  );
}
