// A small list format for tests of what surrounds the readers: one record a line, `id;name;imo;listed`, after a line
// with its mark, and closed by a line `end`.

import { CodedError } from '../../server/domain/errors.ts';
import type { ListFormat } from '../../server/lists/list.ts';
import { record } from './records.ts';

export function plainFormat(parts: Partial<ListFormat> = {}): ListFormat {
  return {
    id: 'plain-csv',
    list: 'plain',
    title: 'The plain list',
    authority: 'Testland',
    sanction: true,
    addresses: {},
    roles: ['main'],
    detect: (head) => Buffer.from(head).toString().startsWith('plain '),
    async read([file]) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of file!.chunks) chunks.push(chunk);
      const [head, ...lines] = Buffer.concat(chunks).toString().trim().split('\n');
      const mark = /^plain (\d{4}-\d\d-\d\d)$/.exec(head ?? '');
      if (!mark) throw new CodedError('invalid', `${file!.name} does not begin with the mark of the plain list.`);
      if (lines.pop() !== 'end') throw new CodedError('invalid', `${file!.name} is cut: its last line is missing.`);
      const records = lines.map((line) => {
        const [recordId, name, imo, listed] = line.split(';');
        return record({
          recordId: recordId!,
          name: name!,
          imo: imo ? Number(imo) : null,
          listedAt: listed ? Date.parse(listed) : null,
          programmes: ['TEST'],
          raw: line,
        });
      });
      return { records, mark: { text: mark[1]!, at: Date.parse(mark[1]!), basis: 'inside' }, skipped: {} };
    },
    notice: null,
    frozen: null,
    leastShips: 1,
    ...parts,
  };
}

export function plainFile(mark: string, rows: readonly string[]): string {
  return [`plain ${mark}`, ...rows, 'end', ''].join('\n');
}
