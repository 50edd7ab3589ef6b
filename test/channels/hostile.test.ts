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
    expect(LIMITS[kind]!(made(channel, '<𝔏&*'.repeat(20_000)))).toBe(true);
  });

  it('never cuts through an escape, wherever the end falls', () => {
    const broken = BROKEN_ESCAPE[kind];
    if (broken === undefined) return;
    for (let before = 0; before < 16; before++) {
      for (const text of textsOf(made(channel, `${'x'.repeat(before)}${'&<*_>'.repeat(4_000)}`))) {
        expect(text).not.toMatch(broken);
      }
    }
  });

  it('says of a correction that it is one', () => {
    const settings = channel.settings.parse(settingsOf(kind, 9));
    const message = sampleMessage({ reason: 'withdrawn', headline: 'Withdrawn: LADY R', supersedes: 1, sequence: 2 });
    const before = { firstId: 'first', remote: '4711', headline: 'LADY R' };
    expect(textsOf(channel.request(message, settings, { ...NOW, before })).join(' ')).toMatch(/withdrawn/i);
  });

  it('says of a second attempt that it may be one', () => {
    const settings = channel.settings.parse(settingsOf(kind, 9));
    const sent = JSON.stringify(channel.request(sampleMessage(), settings, { ...NOW, doubtful: true }));
    const bytes = textsOf(channel.request(sampleMessage(), settings, { ...NOW, doubtful: true })).join(' ');
    expect(sent + bytes).toMatch(/sent twice|mayBeRepeated\\?":true|repeated="maybe"/);
  });
});

/** An entity without its end, or a sign that escapes nothing. */
const ENTITY = /&(?!(?:amp|lt|gt|quot);)/;
const LONE_BACKSLASH = /(?<!\\)(?:\\\\)*\\(?:…|\s|$)/;
const BROKEN_ESCAPE: Record<string, RegExp> = { discord: LONE_BACKSLASH, teams: LONE_BACKSLASH };
/** Where the escaped text stands beside the same text unescaped, the field is named. */
const ESCAPED_FIELDS: Record<string, (outgoing: Outgoing) => string[]> = {
  slack: (made) => [jsonOf(made).text, jsonOf(made).blocks[1].text.text],
  'slack-webhook': (made) => [jsonOf(made).text, jsonOf(made).blocks[1].text.text],
  telegram: (made) => [jsonOf(made).text],
  matrix: (made) => [jsonOf(made).formatted_body],
  email: (made) => (made.over === 'mail' ? [made.html] : []),
};

describe.each(Object.entries(ESCAPED_FIELDS))('%s', (kind, fields) => {
  it('leaves every entity whole, wherever the end falls', () => {
    const channel = channels.find((each) => each.kind === kind)!;
    for (let before = 0; before < 16; before++) {
      const texts = fields(made(channel, `${'x'.repeat(before)}${'&<*_>'.repeat(4_000)}`));
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) expect(text).not.toMatch(ENTITY);
    }
  });
});

const jsonOf = (outgoing: Outgoing) => (outgoing.over === 'http' ? JSON.parse(String(outgoing.body)) : null);
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
  'slack-webhook': (made) => jsonOf(made).blocks[1].text.text.length <= 3_000,
  'web-push': (made) => made.over === 'push' && Buffer.byteLength(made.payload) <= 3_993,
  file: (made) => made.over === 'file' && Buffer.byteLength(made.line) <= 64_000,
  syslog: (made) => made.over === 'udp' && made.bytes.length <= 2_048,
};

describe('what would do something in a service', () => {
  const channelOf = (kind: string) => channels.find((channel) => channel.kind === kind)!;
  const body = (kind: string) => jsonOf(made(channelOf(kind), HOSTILE));

  it('mentions nobody in Slack and makes no link there', () => {
    for (const kind of ['slack', 'slack-webhook']) {
      expect(JSON.stringify([body(kind).text, body(kind).blocks[1]])).not.toMatch(/<[!@#h]/);
    }
  });
  it('writes nothing in bold or as a link where Markdown is read', () => {
    for (const text of [body('discord').embeds[0].description, ...textsOf(made(channelOf('teams'), HOSTILE))]) {
      expect(text).not.toMatch(/(?<!\\)\*\*bold|(?<!\\)`code/);
    }
  });
  it('begins no line of a machine with a formula, and ends none early', () => {
    const outgoing = made(channelOf('file'), `=HYPERLINK("x")\n{"id":"other"}`);
    expect(outgoing.over === 'file' && outgoing.line).not.toContain('\n');
    expect(outgoing.over === 'file' && JSON.parse(outgoing.line).headline).toBe('=HYPERLINK("x") {"id":"other"}');
    const line = textsOf(made(channelOf('syslog'), HOSTILE)).at(-1)!;
    expect(line.split('\n')).toHaveLength(1);
  });
  it('keeps a header of a mail to its own line', () => {
    const mail = made(channelOf('email'), HOSTILE);
    expect(mail.over === 'mail' && [mail.subject, mail.messageId, ...Object.values(mail.headers)].join('')).not.toMatch(
      /[\r\n]/,
    );
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
