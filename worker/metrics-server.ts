// `GET /metrics` for Prometheus, of the whole worker at one address. Temporal's SDK insists on a server of its own: it
// listens on this machine only, and this one adds its answer to ours.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, type Registry } from 'prom-client';

export type MetricsOptions = { host: string; port: number; registry: Registry; sdkAddress: string };

/** Resolves once it listens. */
export async function serveMetrics({ host, port, registry, sdkAddress }: MetricsOptions): Promise<Server> {
  collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    allMetrics(registry, sdkAddress).then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await listen(server, port, host).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} on ${host} is taken. Stop the process that uses it, or set GANGWAY_WORKER_METRICS_PORT.`,
    );
  });
  return server;
}

async function allMetrics(registry: Registry, sdkAddress: string): Promise<string> {
  const ofSdk = await fetch(`http://${sdkAddress}/metrics`, { signal: AbortSignal.timeout(5_000) });
  return `${await registry.metrics()}\n${await ofSdk.text()}`;
}

/** Returns an address of this machine for the SDK, which needs one before it starts. */
export async function freeAddress(): Promise<string> {
  const server = createServer();
  await listen(server, 0, '127.0.0.1');
  const { address, port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `${address}:${port}`;
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}
