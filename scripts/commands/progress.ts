// Progress of long work on standard error: one line that is rewritten on a terminal, and a few plain lines elsewhere.

export interface Progress {
  bytesDone: number;
  bytesTotal: number | null;
  reports: number;
}

export interface ProgressLine {
  say(progress: Progress): void;
  end(): void;
}

/** `quiet` says nothing at all. */
export function progressLine(quiet: boolean, what: string): ProgressLine {
  if (quiet) return { say: () => {}, end: () => {} };
  const terminal = process.stderr.isTTY === true;
  const startedAt = performance.now();
  let saidAt = startedAt;
  let said = false;
  return {
    say({ bytesDone, bytesTotal, reports }) {
      const now = performance.now();
      if (now - saidAt < (terminal ? 100 : 5000)) return;
      saidAt = now;
      said = true;
      const seconds = (now - startedAt) / 1000;
      const rate = Math.round(reports / seconds).toLocaleString('en');
      const share = bytesTotal ? Math.min(1, bytesDone / bytesTotal) : null;
      const left = share ? `, ${Math.ceil((seconds / share) * (1 - share))} s left` : '';
      const done = share === null ? `${(bytesDone / 1e6).toFixed(1)} MB` : `${Math.floor(share * 100)} %`;
      const line = `${what}: ${done}, ${reports.toLocaleString('en')} reports, ${rate}/s${left}`;
      process.stderr.write(terminal ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end() {
      if (said && terminal) process.stderr.write('\r\u001b[K');
    },
  };
}
