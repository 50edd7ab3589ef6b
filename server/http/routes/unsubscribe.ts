// The end of a mail's List-Unsubscribe (RFC 8058): whoever shows the address sees a page with one button, since scanners open
// every link; a POST, by the button or by a mail program, switches the channel off. The address is the secret of the channel.

import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { answersOf } from '../answers.ts';
import type { App, Needs } from '../deps.ts';

const schema = {
  params: z.object({ token: z.string().min(1).max(100) }),
  ...answersOf({ 'text/html': z.string() }),
};
const page = (text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>keelwatch</title><body>${text}</body></html>`;

export function unsubscribeRoutes(app: App, { store, clock }: Needs<'store' | 'clock'>): void {
  async function channelOf(token: string): Promise<string> {
    for (const { id, secretNames } of await store.channels()) {
      if (!secretNames.includes('unsubscribeToken')) continue;
      if ((await store.channelSecrets(id)).unsubscribeToken === token) return id;
    }
    throw new CodedError('not_found', 'Nobody is told by this address.');
  }

  app.register(async (plain) => {
    const own = plain.withTypeProvider<ZodTypeProvider>();
    // What is in the form says nothing that the address does not say.
    const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
    own.addContentTypeParser(forms, { parseAs: 'buffer', bodyLimit: 4_096 }, async () => undefined);

    own.get(
      '/unsubscribe/:token',
      {
        config: { needs: 'nobody' },
        schema: { summary: 'A page that asks whether to be told no more; it changes nothing', ...schema },
      },
      async ({ params: { token } }, reply) => {
        await channelOf(token);
        reply.type('text/html; charset=utf-8');
        return page('<p>No more messages to this address?</p><form method="post"><button>Unsubscribe</button></form>');
      },
    );
    own.post(
      '/unsubscribe/:token',
      { config: { needs: 'nobody' }, schema: { summary: 'Tell this receiver no more', ...schema } },
      async ({ params: { token } }, reply) => {
        const id = await channelOf(token);
        const { failingSince, offReason } = (await store.channels()).find((each) => each.id === id)!;
        const off = 'The receiver has unsubscribed.';
        await store.markChannel(id, { offReason: off, failingSince });
        await store.writeDown({
          ...{ by: 'the receiver', at: clock.now(), deed: null },
          ...{ scope: null, subject: { kind: 'channel', id }, what: 'unsubscribed', reasonCode: null, note: null },
          ...{ before: { offReason }, after: { offReason: off }, undoes: null },
        });
        reply.type('text/html; charset=utf-8');
        return page('<p>You are told no more.</p>');
      },
    );
  });
}
