// One request over HTTP: to an address that was checked after its name was resolved, without following a redirect, with an end
// to the wait and to the answer. What came back is an Answer; it never throws for the other side's sake.

import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { guardedLookup, mustNameNoPrivateAddress } from '../../net/public-address.ts';
import type { Answer, Outgoing } from '../channel.ts';
import { type Means, noAnswer } from './send.ts';

const ANSWER_BYTES = 64 * 1024;

export function sendHttp(outgoing: Extract<Outgoing, { over: 'http' }>, means: Means): Promise<Answer> {
  return new Promise((resolve) => {
    let gone = false;
    const fail = (error: unknown) => resolve(noAnswer(error, gone));
    try {
      const url = new URL(outgoing.url);
      mustNameNoPrivateAddress(url, means.policy);
      const body = Buffer.from(outgoing.body);
      const ask = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        method: outgoing.method,
        headers: { ...outgoing.headers, 'content-length': String(body.length), 'user-agent': 'keelwatch' },
        lookup: guardedLookup(means.policy),
        agent: false,
        ...means.tls,
        signal: AbortSignal.any([means.signal, AbortSignal.timeout(means.timeoutMs)]),
      });
      ask.once('finish', () => {
        gone = true;
      });
      ask.once('error', fail);
      ask.once('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        const done = () =>
          resolve({
            answered: true,
            status: response.statusCode ?? null,
            headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks).toString('utf8'),
            code: null,
            doubtful: false,
          });
        response.on('data', (chunk: Buffer) => {
          if (bytes < ANSWER_BYTES) chunks.push(chunk.subarray(0, ANSWER_BYTES - bytes));
          bytes += chunk.length;
          // The status says all that counts.
          if (bytes > ANSWER_BYTES) {
            done();
            response.destroy();
          }
        });
        response.once('end', done);
        // The status came before the rest broke off.
        response.once('error', done);
      });
      ask.end(body);
    } catch (error) {
      fail(error);
    }
  });
}
