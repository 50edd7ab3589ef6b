// `keelwatch serve`: the monitor and its page, until it is told to stop.

import { Command, Option } from 'commander';
import { readConfig } from '../../server/config.ts';
import { feedKinds } from '../../server/feeds/live/index.ts';
import { start } from '../../server/main.ts';
import { readFeedConfig } from '../../server/run/feeds/feed-config.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the monitor and serve its page')
    .option('--replay <file...>', 'open the page on these recordings instead of the demo')
    .option('--feed <name...>', 'switch these live feeds on, such as kystverket or digitraffic')
    .option('--stdin', 'listen to sentences on standard input; the same as --feed stdin')
    .addOption(
      new Option('--as-of <when>', 'lists and rules: as of the event (then), or now')
        .choices(['then', 'now'])
        .default('then'),
    )
    .action(async (options: { replay?: string[]; feed?: string[]; stdin?: true; asOf: 'then' | 'now' }) => {
      const config = readConfig(process.env);
      const running = await start(config, {
        files: options.replay ?? [],
        asOf: options.asOf,
        feeds: [...(options.feed ?? []), ...(options.stdin ? ['stdin'] : [])],
      });
      const stopped = new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      process.stderr.write(`keelwatch is ready: open ${running.url} in a browser. Ctrl-C stops it.\n`);
      process.stderr.write(feedLine(config.dataFolder));
      await stopped;
      // A second signal ends it at once; what was committed is safe.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
      await running.close();
      process.exit(0);
    });
}

/** What there is to say of live feeds, so that nobody takes a replay for the world of today; '' where one is switched on. */
function feedLine(folder: string): string {
  try {
    if (readFeedConfig(folder).feeds.some(({ on }) => on)) return '';
  } catch (error) {
    return `No live feed is opened: ${error instanceof Error ? error.message : String(error)}\n`;
  }
  const ready = feedKinds.filter(({ needsNothing }) => needsNothing).map(({ kind }) => `--feed ${kind}`);
  return `No live feed is switched on, so nothing is heard now. Without any key: npm start -- ${ready.join(', or ')}.\n`;
}
