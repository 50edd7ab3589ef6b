// A broker on loopback: aedes on TCP, and the same over WebSocket through a pipe. Over WebSocket the server of aedes itself
// waits for ever on this version of Node, for it reads a single buffer of each connection attempt.

import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { Aedes, type AedesOptions } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';

export interface Broker {
  tcpUrl: string;
  wsUrl: string;
  /** Of the WebSockets that were opened. */
  headers: IncomingHttpHeaders[];
  publish(topic: string, payload: string | Buffer): Promise<void>;
  /** Topics, as they are subscribed. */
  subscribed: string[];
  clients(): number;
  drop(): void;
  close(): Promise<void>;
}

export async function startBroker(options: AedesOptions = {}): Promise<Broker> {
  const broker = await Aedes.createBroker(options);
  const subscribed: string[] = [];
  broker.on('subscribe', (subscriptions) => void subscribed.push(...subscriptions.map(({ topic }) => topic)));
  const tcp = createServer(broker.handle);
  const tcpPort = await listening(tcp);
  const headers: IncomingHttpHeaders[] = [];
  const http = createHttpServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => {
    headers.push(request.headers);
    const stream = createWebSocketStream(socket);
    const up = connect(tcpPort, '127.0.0.1');
    stream.on('error', () => up.destroy());
    up.on('error', () => stream.destroy());
    up.on('close', () => socket.terminate());
    stream.pipe(up);
    up.pipe(stream);
  });
  const wsPort = await listening(http);
  function drop(): void {
    for (const socket of sockets.clients) socket.terminate();
  }
  return {
    tcpUrl: `mqtt://127.0.0.1:${tcpPort}`,
    wsUrl: `ws://127.0.0.1:${wsPort}/mqtt`,
    headers,
    subscribed,
    clients: () => broker.connectedClients,
    publish: (topic, payload) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: 'publish', qos: 0, dup: false, retain: false, topic, payload } as const;
        broker.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    drop,
    async close() {
      drop();
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      tcp.close();
      http.close();
      http.closeAllConnections();
    },
  };
}

async function listening(server: Server | ReturnType<typeof createHttpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
