// `keelwatch serve`: the monitor and its page, until it is told to stop.

import { Command } from 'commander';
import { readConfig } from '../../server/config.ts';
import { start } from '../../server/main.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the monitor and serve its page')
    .option('--replay <file...>', 'open the page on these recordings instead of the demo')
    .option('--as-of <when>', 'lists and rules: then (as of the event) or now', 'then')
    .action(async (options: { replay?: string[]; asOf: string }) => {
      const running = await start(readConfig(process.env), {
        files: options.replay ?? [],
        asOf: options.asOf === 'now' ? 'now' : 'then',
      });
      process.stderr.write(`keelwatch is ready: open ${running.url} in a browser. Ctrl-C stops it.\n`);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await running.close();
    });
}
