// Limits how many connections are open at once. Only connections that do nothing lose their place: a client that sends
// a request gets in, however many connections others hold open.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Connection = { address: string; asking: number; hasAsked: boolean };

/**
 * Past `most`, a new connection replaces an idle one. It chooses first among connections that never sent a request,
 * then the address with the most of them (a proxy last, because it speaks for many), then the oldest. If all are busy,
 * it closes the new one. Returns a function that closes all idle ones.
 */
export function boundConnections(server: Server, most: number, isProxy: (address: string) => boolean): () => void {
  // Ordered by the time at which each became idle.
  const connections = new Map<Socket, Connection>();

  server.on('connection', (socket: Socket) => {
    if (connections.size >= most) {
      const idlest = mostIdle(connections, isProxy);
      if (!idlest) return void socket.destroy();
      connections.delete(idlest);
      idlest.destroy();
    }
    connections.set(socket, { address: socket.remoteAddress ?? '', asking: 0, hasAsked: false });
    socket.once('close', () => connections.delete(socket));
  });

  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(socket);
    if (!connection) return;
    connection.hasAsked = true;
    connection.asking += 1;
    response.once('close', () => {
      connection.asking -= 1;
      if (connection.asking === 0 && connections.delete(socket)) connections.set(socket, connection);
    });
  });

  return () => {
    for (const [socket, { asking }] of connections) if (asking === 0) socket.destroy();
  };
}

function mostIdle(connections: Map<Socket, Connection>, isProxy: (address: string) => boolean): Socket | null {
  const idle = [...connections].filter(([, { asking }]) => asking === 0);
  const silent = idle.filter(([, { hasAsked }]) => !hasAsked);
  const candidates = silent.length > 0 ? silent : idle;
  const held = new Map<string, number>();
  for (const [, { address }] of candidates) {
    if (!isProxy(address)) held.set(address, (held.get(address) ?? 0) + 1);
  }
  const heldBy = ([, { address }]: [Socket, Connection]) => held.get(address) ?? 0;
  const worst = Math.max(0, ...candidates.map(heldBy));
  return candidates.find((candidate) => heldBy(candidate) === worst)?.[0] ?? null;
}
