// Bytes to a socket that nobody answers on: UDP, TCP or TLS. "Answered" says that they were handed to the network, no more.

import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { checkedAddress } from '../../net/public-address.ts';
import type { Answer, Outgoing } from '../channel.ts';
import { type Means, noAnswer } from './send.ts';

const HANDED: Answer = { answered: true, status: null, headers: {}, body: '', code: null, doubtful: false };

export async function sendBytes(
  outgoing: Extract<Outgoing, { over: 'udp' | 'tcp' | 'tls' }>,
  means: Means,
): Promise<Answer> {
  try {
    const address = await checkedAddress(outgoing.host, means.policy);
    return outgoing.over === 'udp' ? await byDatagram(address, outgoing) : await byStream(address, outgoing, means);
  } catch (error) {
    return noAnswer(error, false);
  }
}

function byDatagram(address: string, { port, bytes }: { port: number; bytes: Uint8Array }): Promise<Answer> {
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const done = (error: Error | null) => {
      socket.close();
      resolve(error ? noAnswer(error, false) : HANDED);
    };
    socket.once('error', done);
    socket.send(bytes, port, address, (error) => done(error));
  });
}

function byStream(
  address: string,
  { over, host, port, bytes }: { over: 'udp' | 'tcp' | 'tls'; host: string; port: number; bytes: Uint8Array },
  means: Means,
): Promise<Answer> {
  return new Promise((resolve) => {
    let gone = false;
    const socket: Socket =
      over === 'tls'
        ? connectTls({ host: address, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...means.tls })
        : connectTcp({ host: address, port });
    const callOff = () => socket.destroy(new Error('called off'));
    const settle = (answer: Answer) => {
      means.signal.removeEventListener('abort', callOff);
      resolve(answer);
    };
    means.signal.addEventListener('abort', callOff, { once: true });
    socket.setTimeout(means.timeoutMs, () =>
      socket.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
    );
    socket.once('error', (error) => settle(noAnswer(error, gone)));
    socket.once('close', () => settle(gone ? HANDED : noAnswer(new Error('the connection was closed'), false)));
    socket.once(over === 'tls' ? 'secureConnect' : 'connect', () => {
      gone = true;
      // Read and dropped: a peer that says something must not hold the connection open.
      socket.resume();
      socket.end(bytes);
    });
  });
}
