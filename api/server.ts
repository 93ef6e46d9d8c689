import { createServer, type RequestListener, type Server } from 'node:http';

/** An HTTP server that slow or endless clients cannot hold: Node's own limits are minutes, or none. */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      // Longer than the idle time of common load balancers (60 s): they, not we, should close an idle connection.
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 1_000,
    },
    listener,
  );
  server.maxConnections = 2_000;
  // A client that does not read its answer.
  server.timeout = 70_000;
  return server;
}

/** `setting` is the one that names the port. */
export function listen(server: Server, port: number, host: string, setting: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE';
      reject(busy ? new Error(`Port ${port} on ${host} is taken. Stop who uses it, or set ${setting}.`) : error);
    });
    server.listen(port, host, resolve);
  });
}

/** Takes no new connection, and resolves when the requests under way are answered. */
export function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that is busy now is idle once its answer is out, and Node would wait for its client to close it.
    const closing = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(closing);
      resolve();
    });
  });
}
