// `keelwatch decode FILE`: AIS sentences to messages. With --json one object per message and last a summary; without,
// the summary alone, for people.

import { Command } from 'commander';
import { createDecoder } from '../../server/ais/decoder.ts';
import { messageOf } from '../../server/ais/message/message-of.ts';
import { REJECT_MEANING, type RejectReason } from '../../server/ais/reject-reason.ts';
import type { DecodeSummary } from '../../server/ais/tally.ts';
import { openSource } from '../../server/feeds/source.ts';
import { standardOutput, table } from './output.ts';
import { progressLine } from './progress.ts';

interface DecodeFlags {
  json?: boolean;
  rejects?: boolean;
  checksumOptional?: boolean;
  quiet?: boolean;
}

export function decodeCommand(): Command {
  return new Command('decode')
    .description('decode the AIS messages of an NMEA file (plain, gzip or zstd; - for standard input)')
    .argument('<file>')
    .option('--json', 'one JSON object per message, and last {"summary": …}')
    .option('--rejects', 'with --json, also one {"reject": reason, "line": n} per sentence that gives no message')
    .option('--checksum-optional', 'take sentences whose checksum was stripped')
    .option('--quiet', 'no progress')
    .action(decode);
}

async function decode(file: string, flags: DecodeFlags): Promise<void> {
  const source = await openSource(file);
  const out = standardOutput();
  const progress = progressLine(flags.quiet === true, 'decoding');
  const decoder = createDecoder({ source: source.name, checksumOptional: flags.checksumOptional === true });
  let messages = 0;
  const onMessage = (record: Parameters<typeof messageOf>[0]): void => {
    messages++;
    if (flags.json) out.line(JSON.stringify(messageOf(record)));
  };
  const onReject = (reason: RejectReason, line: number): void => {
    if (flags.json && flags.rejects) out.line(JSON.stringify({ reject: reason, line }));
  };
  for await (const chunk of source) {
    decoder.push(chunk, onMessage, onReject);
    progress.say({ bytesDone: source.bytesDone, bytesTotal: source.bytesTotal, reports: messages });
    if (out.full) await out.flush();
  }
  decoder.end(onMessage, onReject);
  progress.end();
  const summary = decoder.summary();
  if (flags.json) out.line(JSON.stringify({ summary: { file: source.name, ...summary } }));
  else for (const line of summaryLines(source.name, summary)) out.line(line);
  await out.flush();
  if (source.damage) throw source.damage;
  if (summary.sentences === 0) {
    process.stderr.write(`keelwatch: ${source.name} holds no AIS sentence in its ${summary.lines} lines.\n`);
    process.exitCode = 2;
  }
}

function summaryLines(name: string, summary: DecodeSummary): string[] {
  const { lines, notAis, sentences, messages, messagesByType, rejects } = summary;
  const said = [
    `${name}: ${messages.toLocaleString('en')} messages in ${lines.toLocaleString('en')} lines ` +
      `(${sentences.toLocaleString('en')} AIS sentences, ${notAis.toLocaleString('en')} other lines)`,
    'Messages by type',
    ...table(Object.fromEntries(Object.entries(messagesByType).map(([type, count]) => [`type ${type}`, count]))),
  ];
  const rejected = Object.entries(rejects);
  if (rejected.length === 0) return [...said, 'No sentence was rejected.'];
  const reasons = rejected.map(([reason, count]) => [`${reason}: ${REJECT_MEANING[reason as RejectReason]}`, count]);
  return [...said, 'Sentences without a message, by reason', ...table(Object.fromEntries(reasons))];
}
