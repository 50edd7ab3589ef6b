// Text that would do something in the service it goes to, and text that is too long: one test walks all channels.

import { describe, expect, it } from 'vitest';
import type { AnyChannel, Outgoing } from '../../server/channels/channel.ts';
import { channels } from '../../server/channels/index.ts';
import { AT, sampleMessage, settingsOf } from './samples.ts';

const NOW = { before: null, at: AT, plain: false, doubtful: false };
const HOSTILE = [
  '<script>alert(1)</script><b>bold</b>',
  '@everyone @here <@123> <!channel> <@U01> @room <at>Bob</at>',
  '[press](https://evil.example) **bold** `code`',
  'A\r\nBcc: evil@example.org',
  '\u001b[31mred\u001b[0m \u009b2J',
  '\u202egnp.exe\u2066',
  '+/#\u0000',
  '=HYPERLINK("x")',
  'half \ud800 letter 𝔏𝔞𝔡𝔶 羅津',
].join(' ');

function made(channel: AnyChannel, words: string): Outgoing {
  const settings = channel.settings.parse(settingsOf(channel.kind, 9));
  const message = sampleMessage({ headline: words, sentences: [words, words], facts: [{ name: words, value: words }] });
  return channel.request(message, settings, NOW);
}

/** Every text in what is to be sent, as its reader decodes it. */
function textsOf(outgoing: Outgoing): string[] {
  const texts: string[] = [];
  const walk = (value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    else if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('utf8').replace('\ufeff', ''));
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) walk(each);
  };
  const parsed = (text: string) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  };
  walk(Object.values(outgoing).map((value) => (typeof value === 'string' ? parsed(value) : value)));
  return texts;
}

describe.each(channels.map((channel) => [channel.kind, channel] as const))('%s', (kind, channel) => {
  it('moves no cursor and turns no name round with text of a ship', () => {
    for (const text of textsOf(made(channel, HOSTILE))) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that they are not there is what is tested.
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it('says the words of the message all the same', () => {
    expect(textsOf(made(channel, HOSTILE)).join(' ')).toContain('羅津');
  });

  it('cuts what is too long between two letters', () => {
    const texts = textsOf(made(channel, '<𝔏&*'.repeat(20_000)));
    for (const text of texts) expect(text.isWellFormed()).toBe(true);
    expect(texts.some((text) => text.includes('…'))).toBe(true);
    expect(LIMITS[kind]?.(made(channel, '<𝔏&*'.repeat(20_000))) ?? true).toBe(true);
  });
});

const jsonOf = (outgoing: Outgoing) => (outgoing.over === 'http' ? JSON.parse(outgoing.body) : null);
const LIMITS: Record<string, (outgoing: Outgoing) => boolean> = {
  webhook: (made) => made.over === 'http' && Buffer.byteLength(made.body) <= 64_000,
  mqtt: (made) => made.over === 'mqtt' && Buffer.byteLength(made.payload) <= 64_000,
  email: (made) => made.over === 'mail' && made.subject.length <= 230 && made.text.length < 1_000_000,
  slack: (made) => jsonOf(made).blocks[1].text.text.length <= 3_000 && jsonOf(made).blocks[0].text.text.length <= 150,
  teams: (made) => made.over === 'http' && Buffer.byteLength(made.body) <= 28_000,
  discord: (made) => {
    const { content, embeds } = jsonOf(made);
    return content.length <= 2_000 && embeds[0].title.length <= 256 && embeds[0].description.length <= 4_096;
  },
  telegram: (made) =>
    jsonOf(made).text.replace(/<\/?b>|&\w+;/g, (e: string) => (e[0] === '&' ? '?' : '')).length <= 4_096,
  matrix: (made) => made.over === 'http' && Buffer.byteLength(made.body) <= 60_000,
  ntfy: (made) => Buffer.byteLength(jsonOf(made).message) <= 4_096,
  syslog: (made) => made.over === 'udp' && made.bytes.length <= 2_048,
};

describe('what would do something in a service', () => {
  const body = (kind: string) => jsonOf(made(channels.find((channel) => channel.kind === kind)!, HOSTILE));

  it('mentions nobody in Slack and makes no link there', () => {
    for (const kind of ['slack', 'slack-webhook']) {
      expect(JSON.stringify([body(kind).text, body(kind).blocks[1]])).not.toMatch(/<[!@#h]/);
    }
  });
  it('mentions nobody in Discord', () => {
    expect(body('discord').allowed_mentions).toEqual({ parse: [] });
    expect(body('discord').embeds[0].description).not.toMatch(/(?<!\\)\[press(?<!\\)\]\(/);
  });
  it('mentions nobody in Teams', () => {
    expect(JSON.stringify(body('teams'))).not.toMatch(/<\/?at/i);
  });
  it('mentions no room in Matrix and brings no HTML along', () => {
    expect(JSON.stringify(body('matrix'))).not.toContain('@room');
    expect(body('matrix').formatted_body).not.toContain('<script>');
  });
  it('brings no HTML along in Telegram and in a mail', () => {
    expect(body('telegram').text).not.toMatch(/<(?!\/?b>)/);
    const mail = made(channels.find(({ kind }) => kind === 'email')!, HOSTILE);
    expect(mail.over === 'mail' && mail.html).not.toMatch(/<script|<at>/);
    expect(mail.over === 'mail' && mail.subject).not.toMatch(/[\r\n]/);
  });
  it('keeps a topic of MQTT to its own level', () => {
    const channel = channels.find(({ kind }) => kind === 'mqtt')!;
    const message = sampleMessage({ subject: { kind: 'alert', id: 'a/+/#\u0000' } });
    expect(channel.request(message, channel.settings.parse(settingsOf('mqtt', 9)), NOW)).toMatchObject({
      topic: 'watch/alert/a-----',
    });
  });
});
