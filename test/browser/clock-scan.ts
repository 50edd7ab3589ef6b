// Reads everything that a page says, also what is folded and what only a screen reader or a pointer finds, and names each date
// that lies after the playhead and does not stand under a mark that says so. Runs inside the browser.

export interface LaterDate {
  date: string;
  text: string;
  /** Where it stands: the nearest named parts, outermost first. */
  where: string;
}

/** A mark counts only where it says in words what it means. */
const MARK_WORDS: Record<string, string> = {
  later: 'known later|later',
  now: 'today|this monitor',
  ahead: 'earliest|can have|could have|until|within|by|expected',
  recording: 'replay|scenario|recording|reconstructed',
};

export function laterDates({ at, words }: { at: number; words: Record<string, string> }): LaterDate[] {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const month = `(${months.join('|')})[a-z]*`;
  const year = new Date(at).getUTCFullYear();
  const found: LaterDate[] = [];

  const datesIn = (text: string): { date: string; begins: number; bare: boolean }[] => {
    const dates: { date: string; begins: number; bare: boolean }[] = [];
    const take = (pattern: RegExp, begins: (m: RegExpExecArray) => number, bare = false) => {
      for (const match of text.matchAll(pattern))
        dates.push({ date: match[0], begins: begins(match as RegExpExecArray), bare });
    };
    const numberOf = (name: string) => months.indexOf(name.slice(0, 3));
    take(/\b(20\d\d)-(\d\d)-(\d\d)\b/g, (m) => Date.UTC(+m[1]!, +m[2]! - 1, +m[3]!));
    take(new RegExp(`\\b(\\d{1,2}) ${month} (20\\d\\d)\\b`, 'g'), (m) => Date.UTC(+m[3]!, numberOf(m[2]!), +m[1]!));
    take(new RegExp(`(?<!\\d )\\b${month} (20\\d\\d)\\b`, 'g'), (m) => Date.UTC(+m[2]!, numberOf(m[1]!), 1));
    // A day without its year is the one nearest to the playhead; far ahead of it, one of the year before is as likely.
    take(
      new RegExp(`\\b(\\d{1,2}) ${month}\\b(?! 20\\d\\d)`, 'g'),
      (m) => {
        const near = [year - 1, year, year + 1].map((each) => Date.UTC(each, numberOf(m[2]!), +m[1]!));
        return near.sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]!;
      },
      true,
    );
    take(/(?<![\d–-])\b(20[12]\d)\b(?![\d-])/g, (m) => Date.UTC(+m[1]!, 0, 1));
    return dates.filter(({ begins, bare }) => begins > at && (!bare || begins < at + 60 * 86_400_000));
  };

  const marked = (element: Element): boolean => {
    for (
      let mark = element.closest('[data-clock]');
      mark !== null;
      mark = mark.parentElement?.closest('[data-clock]') ?? null
    ) {
      const said = words[mark.getAttribute('data-clock') ?? ''];
      if (said !== undefined && new RegExp(said, 'i').test(mark.textContent ?? '')) return true;
    }
    return false;
  };
  const where = (element: Element): string => {
    const names: string[] = [];
    for (let each: Element | null = element; each !== null && names.length < 4; each = each.parentElement) {
      const name =
        each.getAttribute('aria-label') ??
        each.querySelector(':scope > h2, :scope > h3, :scope > summary')?.textContent;
      if (name) names.unshift(name.slice(0, 40));
    }
    return names.join(' / ');
  };
  const look = (element: Element, text: string) => {
    const dates = datesIn(text);
    if (dates.length === 0 || marked(element)) return;
    for (const { date } of dates) found.push({ date, text: text.trim().slice(0, 160), where: where(element) });
  };

  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    const element = node.parentElement!;
    if (element.closest('script, style, option') === null) look(element, node.textContent ?? '');
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['title', 'aria-label', 'aria-valuetext', 'placeholder']) {
      const text = element.getAttribute(name);
      if (text !== null) look(element, text);
    }
  }
  for (const link of document.querySelectorAll('a[download], a[href*="/api/"]')) {
    look(link, decodeURIComponent(`${link.getAttribute('download') ?? ''} ${link.getAttribute('href') ?? ''}`));
  }
  return found;
}

export { MARK_WORDS };
