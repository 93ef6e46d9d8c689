// `GET /readyz` of the worker, for Compose or an orchestrator that watches its container.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

export type ReadinessOptions = {
  host: string;
  port: number;
  isReady: () => Promise<boolean>;
};

/** Resolves once it listens. Answers 200 while `isReady` gives true, otherwise 503, even if `isReady` throws. */
export async function serveReadiness({ host, port, isReady }: ReadinessOptions): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/readyz') {
      response.writeHead(404).end();
      return;
    }
    const answer = (ready: boolean) =>
      response
        .writeHead(ready ? 200 : 503, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ status: ready ? 'ready' : 'not_ready' }));
    isReady().then(answer, () => answer(false));
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} on ${host} is taken. Stop the process that uses it, or set GANGWAY_WORKER_READY_PORT.`,
    );
  }
  return server;
}
