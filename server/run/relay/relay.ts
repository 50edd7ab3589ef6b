// Our relay: what is heard live goes out as sentences, by TCP to whoever connects and by UDP to set targets, each message once
// however many feeds heard it. Every line names keelwatch as its station, by which it is known and refused should it come
// back. Nobody who takes it can hold up the monitor.

import type { Report } from '../../domain/report.ts';
import type { Clock } from '../../seams/clock.ts';
import type { RelayStatus } from '../../seams/relay-status.ts';
import { relayLines } from './relay-lines.ts';
import type { RelaySettings } from './relay-settings.ts';
import { openTcpOutlet, type TcpOutlet } from './tcp-outlet.ts';
import { openUdpOutlet, type UdpOutlet } from './udp-outlet.ts';

export interface Relay {
  /** From now on as these settings say; clients stay connected where nothing changes for them. */
  set(settings: RelaySettings): Promise<void>;
  /** A report as it is heard; it is not kept. */
  take(report: Readonly<Report>): void;
  status(): RelayStatus;
  close(): Promise<void>;
}

/** The same payload within so long is the same message, heard by another receiver. */
const SAME_MS = 10_000;
/** Messages remembered for that, twice. */
const MOST_REMEMBERED = 50_000;
const KEPT_NOTES = 20;
/** TCP is written to once a turn of the loop, or when so much has come together. */
const MOST_TOGETHER = 64 << 10;

export function createRelay(clock: Clock): Relay {
  let settings: RelaySettings | null = null;
  let tcp: TcpOutlet | null = null;
  let udp: UdpOutlet[] = [];
  let lines = 0;
  let sequence = 0;
  let waiting = '';
  let flushing: NodeJS.Immediate | null = null;
  let said = new Set<string>();
  let saidBefore = new Set<string>();
  let turnedAt = clock.now();
  let gone = { slow: 0, turnedAway: 0 };
  let notes: RelayStatus['notes'] = [];

  function isNew(text: string): boolean {
    const at = clock.now();
    if (at - turnedAt >= SAME_MS || said.size >= MOST_REMEMBERED) {
      saidBefore = at - turnedAt >= 2 * SAME_MS ? new Set() : said;
      said = new Set();
      turnedAt = at;
    }
    if (said.has(text) || saidBefore.has(text)) return false;
    said.add(text);
    return true;
  }

  function flush(): void {
    if (flushing !== null) clearImmediate(flushing);
    flushing = null;
    if (waiting === '') return;
    tcp?.send(Buffer.from(waiting, 'latin1'));
    waiting = '';
  }

  async function closeTcp(): Promise<void> {
    flush();
    const closing = tcp;
    tcp = null;
    if (closing === null) return;
    gone = { slow: gone.slow + closing.counts.slow, turnedAway: gone.turnedAway + closing.counts.turnedAway };
    await closing.close();
  }

  return {
    async set(next) {
      const before = settings;
      settings = next;
      const { address, listenPort, mostClients } = next;
      const asBefore =
        before?.tcp === next.tcp &&
        before.address === address &&
        before.listenPort === listenPort &&
        before.mostClients === mostClients;
      if (!asBefore) {
        await closeTcp();
        const note = (says: string, wrong: boolean) => {
          notes = [...notes.slice(1 - KEPT_NOTES), { at: clock.now(), says, wrong }];
        };
        if (next.tcp) tcp = openTcpOutlet({ address, listenPort, mostClients, clock, note });
      }
      const kept = udp.filter(({ status }) => next.targets.includes(status.to));
      for (const outlet of udp) if (!kept.includes(outlet)) outlet.close();
      udp = [...new Set(next.targets)].map(
        (to) => kept.find(({ status }) => status.to === to) ?? openUdpOutlet(to, clock),
      );
    },
    take(report) {
      if (tcp === null && udp.length === 0) return;
      const message = relayLines(report, sequence);
      if (message.length === 0) return;
      if (!isNew(payloadOf(message))) return;
      if (message.length > 1) sequence++;
      lines += message.length;
      const text = message.join('');
      if (udp.length > 0) {
        const bytes = Buffer.from(text, 'latin1');
        for (const outlet of udp) outlet.send(bytes);
      }
      if (tcp === null) return;
      waiting += text;
      if (waiting.length >= MOST_TOGETHER) flush();
      else flushing ??= setImmediate(flush);
    },
    status() {
      const targets = udp.map(({ status }) => status);
      const clients = tcp?.clients ?? [];
      const ill = targets.filter(({ says }) => says !== '').map(({ says }) => says);
      const on = tcp !== null || udp.length > 0;
      const parts = [tcp?.state.says, ...ill].filter((says) => says !== undefined);
      if (parts.length === 0)
        parts.push(on ? `Sending to ${targets.length} target${targets.length === 1 ? '' : 's'}.` : 'Off.');
      return {
        on,
        says: parts.join(' '),
        wrong: (tcp !== null && !tcp.state.listening) || ill.length > 0,
        lines,
        clients,
        slow: gone.slow + (tcp?.counts.slow ?? 0),
        turnedAway: gone.turnedAway + (tcp?.counts.turnedAway ?? 0),
        targets,
        notes: [...notes],
      };
    },
    async close() {
      for (const outlet of udp) outlet.close();
      udp = [];
      await closeTcp();
    },
  };
}

/** Two receivers may differ in all but this. */
function payloadOf(message: readonly string[]): string {
  return message.map((line) => line.slice(line.indexOf('!')).split(',', 6)[5]).join('');
}
