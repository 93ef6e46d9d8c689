// A proxy to the database that can cut connections, go silent, or lose answers.

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** The way in which the proxy treats all data from now on. */
export type Wire =
  | 'open'
  /** The proxy refuses new connections and breaks existing ones. */
  | 'cut'
  /** The proxy forwards nothing, and neither side gets an error. */
  | 'silent'
  /** The server carries out statements, and the proxy breaks the connection at the answer. */
  | 'loses answers';

export type DatabaseProxy = {
  url: string;
  set: (wire: Wire) => void;
  /** How often the proxy has held data back or broken a connection. */
  hits: () => number;
  close: () => Promise<void>;
};

export async function databaseProxy(url: string): Promise<DatabaseProxy> {
  const { hostname, port } = new URL(url);
  const pairs = new Set<[Socket, Socket]>();
  /**
   * Pairs that went silent. Their ends have lost track of each other, so the proxy never forwards between them again.
   */
  const dead = new WeakSet<[Socket, Socket]>();
  let wire: Wire = 'open';
  let hits = 0;

  const breakAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const pair: [Socket, Socket] = [client, database];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    if (wire === 'cut') {
      hits += 1;
      end();
    }
    client.on('data', (bytes) => {
      if (wire === 'silent') dead.add(pair);
      if (dead.has(pair)) hits += 1;
      else database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (wire === 'open' && !dead.has(pair)) client.write(bytes);
      else hits += 1;
      if (wire === 'loses answers') end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    set(next) {
      if (next === 'cut') breakAll();
      wire = next;
    },
    hits: () => hits,
    close() {
      breakAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
