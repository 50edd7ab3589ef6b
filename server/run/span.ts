// The time that a recording covers, as a playback bar needs it: from its first to its last report, leaving out the few
// whose clock was years off. One test sentence of 2010 in a log of 2011 must not stretch the bar by a year.

export interface Span {
  hear(at: number): void;
  /** UTC ms. Asked after at least one report. */
  covered(): { fromAt: number; toAt: number };
}

/** Times kept as a sample; when they are twice as many, every other one is let go. */
const SAMPLE = 4096;
/** This share of the reports at either end may lie outside. */
const STRAY_SHARE = 0.005;
/** How far beyond the rest the first and last report may lie, as a share of what the rest covers. */
const REACH = 0.25;

export function createSpan(): Span {
  let sample: number[] = [];
  let every = 1;
  let heard = 0;
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    hear(at) {
      if (at < firstAt) firstAt = at;
      if (at > lastAt) lastAt = at;
      if (heard++ % every !== 0) return;
      sample.push(at);
      if (sample.length < 2 * SAMPLE) return;
      sample = sample.filter((_, index) => index % 2 === 0);
      every *= 2;
    },
    covered() {
      const sorted = [...sample].sort((a, b) => a - b);
      const low = sorted[Math.floor(STRAY_SHARE * (sorted.length - 1))]!;
      const high = sorted[Math.ceil((1 - STRAY_SHARE) * (sorted.length - 1))]!;
      const reach = REACH * (high - low);
      return {
        fromAt: firstAt >= low - reach ? firstAt : sorted.find((at) => at >= low - reach)!,
        toAt: lastAt <= high + reach ? lastAt : sorted.findLast((at) => at <= high + reach)!,
      };
    },
  };
}
