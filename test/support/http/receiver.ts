// The tenant's side of notifications: an HTTP server that keeps each request and answers as the test says.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type Received = {
  path: string;
  headers: Record<string, string>;
  body: string;
  /** `webhook-id` */
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
  json: any;
};
export type Reply = (received: Received, response: ServerResponse) => void;

export type Receiver = {
  url: string;
  port: number;
  received: Received[];
  /** Sets its answer from now on. At first it answers 204. */
  reply: Reply;
  /** Resolves when this many requests have come. */
  heard: (count: number) => Promise<void>;
  stop: () => Promise<void>;
};

export const answerWith =
  (status: number, headers: Record<string, string> = {}): Reply =>
  (_received, response) =>
    void response.writeHead(status, headers).end();

export async function startReceiver(): Promise<Receiver> {
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void read(request).then((received) => {
      receiver.received.push(received);
      receiver.reply(received, response);
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    received: [],
    reply: answerWith(204),
    heard: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (receiver.received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { path: request.url ?? '', headers, body, id: headers['webhook-id'] ?? '', json: JSON.parse(body) };
}

/** Returns whether a receiver with this secret accepts the request. */
export function isSigned({ body, headers }: Received, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
