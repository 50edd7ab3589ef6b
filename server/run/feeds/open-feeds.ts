// Puts the feeds of a data folder together: the file that says which there are, the intake log, what is usual of each, and
// the runner beside the live monitor.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../domain/report.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { FeedMemory } from '../../feeds/live/live-feed.ts';
import type { Answers } from '../../seams/bus.ts';
import type { CanaryMarks } from '../../seams/canary-marks.ts';
import type { Clock } from '../../seams/clock.ts';
import type { FeedStatus } from '../../seams/feed-status.ts';
import type { Log } from '../../seams/log.ts';
import type { RelayStatus } from '../../seams/relay-status.ts';
import { beginMarks, markingIntake } from '../canary/marks.ts';
import { type IntakeLog, openIntakeLog } from '../intake/intake-log.ts';
import type { Live } from '../live-contract.ts';
import { openReception, type Reception } from '../reception/reception.ts';
import { createRelay } from '../relay/relay.ts';
import { type FeedCommands, feedAnswers } from './feed-commands.ts';
import { NO_CONFIG, readFeedConfig } from './feed-config.ts';
import { createFeedRunner, type UsualRates } from './feed-runner.ts';
import { createStandardInput } from './standard-input.ts';

export interface Feeds {
  intake: IntakeLog;
  reception: Reception;
  canary: CanaryMarks;
  /** A report as it is heard, once the feeds have started: it goes on to the relay. */
  heard(feed: string, report: Readonly<Report>): void;
  start(
    live: Pick<Live, 'hear' | 'heard' | 'watched'>,
    tell: (statuses: FeedStatus[], relay: RelayStatus) => void,
  ): Promise<{ answers: Answers<FeedCommands>; close(): Promise<void> }>;
}

/** Of the data folder: raw input by hour. */
export const INTAKE_FOLDER = 'intake';
/** Of the intake folder: which ships each feed heard lately, and where. */
export const RECEPTION_FILE = 'reception.bin';
const USUAL_FILE = 'usual.json';
const TELL_MS = 1_000;
const KEEP_USUAL_MS = 10 * MINUTE_MS;

/** Throws CodedError('unavailable') where the folder cannot be written; a faulty file of feeds is told by health and runs none. */
export function openFeeds(folder: string, { clock, log }: { clock: Clock; log: Log }): Feeds {
  const config = configOrNone(folder, log);
  const intakeFolder = join(folder, INTAKE_FOLDER);
  const canary = beginMarks(config.canary.on, config.canary.everyMinutes * MINUTE_MS);
  const written = openIntakeLog(intakeFolder, {
    keepMs: config.keepHours * HOUR_MS,
    keepBytes: config.keepGb * 1e9,
  });
  const intake = markingIntake(written, canary);
  const { lastAt } = intake;
  const receptionPath = join(intakeFolder, RECEPTION_FILE);
  const reception = openReception(receptionPath);
  let passOn: Feeds['heard'] = () => {};
  return {
    intake,
    reception,
    canary,
    heard: (feed, report) => passOn(feed, report),
    async start(live, tell) {
      const usualPath = join(intakeFolder, USUAL_FILE);
      const input = createStandardInput();
      const runner = createFeedRunner({
        input: input.read,
        watched: live.watched,
        memoryOf: (id) => memoryIn(intakeFolder, id, log),
        live,
        clock,
        log,
        random: Math.random,
        lastAt,
        usual: readUsual(usualPath),
        vessels: reception.vessels,
        canary,
      });
      const relay = createRelay(clock);
      // Recordings that are dropped into a folder were not heard now.
      passOn = (feed, report) => {
        if (!runner.isOccasional(feed)) relay.take(report);
      };
      await relay.set(config.relay);
      const tellAll = () => tell(runner.statuses(), relay.status());
      const stops = [
        clock.every(TELL_MS, tellAll),
        clock.every(KEEP_USUAL_MS, () => keepUsual(usualPath, runner.usual(), log)),
        clock.every(KEEP_USUAL_MS, () => {
          reception.tidy(clock.now());
          reception.keep(receptionPath).catch((error: unknown) => log.warn({ err: error }, NOT_KEPT));
        }),
      ];
      await runner.take(config.feeds);
      tellAll();
      return {
        answers: feedAnswers(runner, reception, { folder, clock, input, relay }),
        async close() {
          for (const stop of stops) stop();
          keepUsual(usualPath, runner.usual(), log);
          await runner.close();
          try {
            reception.keepNow(receptionPath);
          } catch (error) {
            log.warn({ err: error }, NOT_KEPT);
          }
          await relay.close();
        },
      };
    },
  };
}

const NOT_KEPT = 'what the feeds hear could not be written';

function configOrNone(folder: string, log: Log): ReturnType<typeof readFeedConfig> {
  try {
    return readFeedConfig(folder);
  } catch (error) {
    log.error({ err: error }, 'the file of feeds cannot be used; no feed is opened');
    return NO_CONFIG;
  }
}

/** What is usual is learnt anew where the file cannot be read. */
function readUsual(path: string): UsualRates {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as UsualRates;
    return Object.fromEntries(Object.entries(kept).filter(([, rates]) => Array.isArray(rates) && rates.length === 24));
  } catch {
    return {};
  }
}

function keepUsual(path: string, usual: UsualRates, log: Log): void {
  try {
    writeFileSync(path, JSON.stringify(usual));
  } catch (error) {
    log.warn({ err: error }, 'what is usual of the feeds could not be written');
  }
}

/** What a feed remembers is a file of its own; one that cannot be written is told, and the feed goes on. */
function memoryIn(folder: string, id: string, log: Log): FeedMemory {
  const path = join(folder, `${id}.memory`);
  return {
    read() {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return '';
      }
    },
    write(text) {
      try {
        writeFileSync(`${path}.part`, text);
        renameSync(`${path}.part`, path);
      } catch (error) {
        log.warn({ err: error, feed: id }, 'what a feed remembers could not be written');
      }
    },
  };
}
