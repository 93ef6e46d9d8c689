// A tenant's receiver of notifications, which does as a fault says.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `status`: its answer. Null: it never answers. */
export type Receiver = { url: string; status: number | null; answerAll: (status: number) => void };

export async function startReceiver(status: number | null): Promise<Receiver> {
  const server = createServer((_request, response) => {
    if (receiver.status !== null) response.writeHead(receiver.status).end();
  });
  server.unref();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    status,
    answerAll(status) {
      receiver.status = status;
      server.closeAllConnections();
    },
  };
  return receiver;
}
