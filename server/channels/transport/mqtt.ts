// One message to an MQTT broker at QoS 1, over a connection of its own: it resolves when the broker has acknowledged it.

import { isIP } from 'node:net';
import { connect, type IClientOptions } from 'mqtt';
import { checkedAddress } from '../../net/public-address.ts';
import type { Answer } from '../channel.ts';
import { type Means, noAnswer } from './send.ts';

export interface MqttPublish {
  host: string;
  port: number;
  tls: boolean;
  user: string | null;
  password: string | null;
  topic: string;
  payload: string;
}

export async function sendMqtt(publish: MqttPublish, means: Means): Promise<Answer> {
  let address: string;
  try {
    address = await checkedAddress(publish.host, means.policy);
  } catch (error) {
    return noAnswer(error, false);
  }
  return new Promise((resolve) => {
    let gone = false;
    const options: IClientOptions = {
      host: address,
      port: publish.port,
      protocol: publish.tls ? 'mqtts' : 'mqtt',
      protocolVersion: 4,
      ...(isIP(publish.host) === 0 ? { servername: publish.host } : {}),
      ...means.tls,
      ...(publish.user === null ? {} : { username: publish.user, password: publish.password ?? '' }),
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: means.timeoutMs,
    };
    const client = connect(options);
    let settled = false;
    const settle = (answer: Answer) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      means.signal.removeEventListener('abort', callOff);
      client.end(true);
      resolve(answer);
    };
    const fail = (error: unknown) => settle(noAnswer(error, gone));
    const callOff = () => fail(new Error('called off'));
    const timer = setTimeout(
      () => fail(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      means.timeoutMs,
    );
    means.signal.addEventListener('abort', callOff, { once: true });
    client.on('error', fail);
    client.once('close', () =>
      fail(Object.assign(new Error('the broker closed the connection'), { code: 'ECONNRESET' })),
    );
    client.once('connect', () => {
      gone = true;
      client.publish(publish.topic, publish.payload, { qos: 1 }, (error) => {
        if (error) fail(error);
        else settle({ answered: true, status: null, headers: {}, body: '', code: null, doubtful: false });
      });
    });
  });
}
