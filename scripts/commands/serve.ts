// `keelwatch serve`: the monitor and its page, until it is told to stop.

import { Command, Option } from 'commander';
import { readConfig } from '../../server/config.ts';
import { start } from '../../server/main.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the monitor and serve its page')
    .option('--replay <file...>', 'open the page on these recordings instead of the demo')
    .option('--feed <name...>', 'switch these live feeds on, such as kystverket or digitraffic')
    .addOption(
      new Option('--as-of <when>', 'lists and rules: as of the event (then), or now')
        .choices(['then', 'now'])
        .default('then'),
    )
    .action(async (options: { replay?: string[]; feed?: string[]; asOf: 'then' | 'now' }) => {
      const running = await start(readConfig(process.env), {
        files: options.replay ?? [],
        asOf: options.asOf,
        feeds: options.feed ?? [],
      });
      const stopped = new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      process.stderr.write(`keelwatch is ready: open ${running.url} in a browser. Ctrl-C stops it.\n`);
      await stopped;
      await running.close();
    });
}
