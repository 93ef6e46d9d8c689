// The simulated Plaid as an HTTP server: Plaid's endpoints, the hosted Link page and the control endpoints.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Logger } from 'pino';
import { controlRoutes } from './control.ts';
import { endpoints } from './endpoints.ts';
import { hostedRoutes } from './hosted/routes.ts';
import { verifyRoutes } from './hosted/verify.ts';
import { type Credentials, plaidApi } from './plaid-api.ts';
import { createWorld, type KeptWorld } from './state.ts';
import { timePasses } from './time-passes.ts';

export type Simulator = { origin: string; world: KeptWorld; stop(): Promise<void> };

export type SimulatorOptions = {
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Where the bank is kept; null forgets it. */
  file: string | null;
  credentials: Credentials;
  log: Pick<Logger, 'info' | 'error'>;
};

/** How soon a thing happens once its time has come. */
const tickMs = 1000;

export async function startSimulator({ host, port, file, credentials, log }: SimulatorOptions): Promise<Simulator> {
  const world = createWorld(file);
  const server = createServer(simulatorApp(world, credentials, log).callback()).listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  // Nobody can open a page at "every address".
  world.origin = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}`;
  const tick = setInterval(() => timePasses(world), tickMs);
  return {
    origin: world.origin,
    world,
    async stop() {
      clearInterval(tick);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await world.close();
    },
  };
}

function simulatorApp(world: KeptWorld, credentials: Credentials, log: SimulatorOptions['log']): Koa {
  const app = new Koa();
  app.on('error', (error: Error) => log.error({ err: error }, 'The simulator failed to answer'));
  app.use(async (ctx, next) => {
    const started = performance.now();
    await next();
    // The path of a hosted page is the key to it.
    const path = ctx.path.replace(/^\/hosted\/.*/, '/hosted/:key');
    log.info({
      method: ctx.method,
      path,
      status: ctx.status,
      ms: Math.round(performance.now() - started),
      ...ctx.state,
    });
  });
  app.use(hostedRoutes(world).routes());
  app.use(verifyRoutes(world).routes());
  app.use(controlRoutes(world).routes());
  app.use(plaidApi(world, endpoints, credentials));
  return app;
}
