import { createServer, type RequestListener, type Server } from 'node:http';
import { boundConnections } from './connections.ts';

/**
 * Returns an HTTP server with limits for slow, endless and silent clients, because Node's own limits are minutes or
 * none. `isProxy` says which peers speak for many clients.
 */
export function createHttpServer(
  listener: RequestListener,
  isProxy: (address: string) => boolean = () => false,
  mostConnections = 4_000,
): Server {
  const server = createServer(
    {
      // Counted from the connection, or from the request's first byte, until its headers are complete.
      headersTimeout: 5_000,
      requestTimeout: 15_000,
      // Longer than the idle time of common load balancers (60 s), which should be the ones to close an idle
      // connection.
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 1_000,
    },
    listener,
  );
  closeIdle.set(server, boundConnections(server, mostConnections, isProxy));
  // For a client that does not read its answer.
  server.timeout = 70_000;
  return server;
}

/** `setting` is the name of the setting for the port. */
export function listen(server: Server, port: number, host: string, setting: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE';
      reject(
        busy
          ? new Error(
              `Another process uses port ${port} on ${host}. Stop that process, or set ${setting} to another port.`,
            )
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

const closeIdle = new WeakMap<Server, () => void>();

/** Stops accepting connections, and resolves when all requests under way are answered. */
export function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A busy connection becomes idle once its answer is sent, and Node would wait until the client closes it.
    // `closeIdleConnections` leaves some open whose client has left a stream (Node 20, seen in a test).
    const closing = setInterval(closeIdle.get(server) ?? (() => server.closeIdleConnections()), 50);
    server.close(() => {
      clearInterval(closing);
      resolve();
    });
  });
}
