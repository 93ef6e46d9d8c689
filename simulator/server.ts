// The simulated Plaid as an HTTP server: Plaid's endpoints, the hosted Link page and the control endpoints.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Logger } from 'pino';
import { controlRoutes } from './control.ts';
import { endpoints } from './endpoints.ts';
import { embeddedRoutes } from './hosted/embedded.ts';
import { hostedRoutes } from './hosted/routes.ts';
import { verifyRoutes } from './hosted/verify.ts';
import { type Credentials, plaidApi } from './plaid-api.ts';
import { createWorld, type KeptWorld } from './state.ts';
import { timePasses } from './time-passes.ts';
import { refuseStrangers } from './visitors.ts';

export type Simulator = { origin: string; world: KeptWorld; stop(): Promise<void> };

export type SimulatorOptions = {
  host: string;
  /** 0 chooses any free port. */
  port: number;
  /** The host names that the simulator answers to, beside those of this machine and `host`. */
  names?: readonly string[];
  /** The address at which a browser finds it, if not where it listens: Docker may publish its port as another. */
  url?: string | undefined;
  /** The file that keeps the bank. Null keeps nothing. */
  file: string | null;
  credentials: Credentials;
  log: Pick<Logger, 'info' | 'error'>;
};

/** How often the simulator takes the steps that have become due. */
const tickMs = 1000;

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host, port, url } = options;
  const world = createWorld(options.file);
  const server = createServer(simulatorApp(world, options).callback()).listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  // A browser cannot open a page at "every address".
  const origin = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}`;
  world.origin = url === undefined ? origin : new URL(url).origin;
  const tick = setInterval(() => timePasses(world), tickMs);
  return {
    origin,
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

function simulatorApp(world: KeptWorld, options: SimulatorOptions): Koa {
  const { host, names = [], url, credentials, log } = options;
  const app = new Koa();
  app.on('error', (error: Error) => log.error({ err: error }, 'The simulator failed to answer'));
  app.use(async (ctx, next) => {
    const started = performance.now();
    await next();
    // The path of a hosted page, and of a visit to a bank, is the key to it.
    const path = ctx.path.replace(/^\/(hosted|oauth)\/.*/, '/$1/:key');
    log.info({
      method: ctx.method,
      path,
      status: ctx.status,
      ms: Math.round(performance.now() - started),
      ...ctx.state,
    });
  });
  app.use(refuseStrangers([host, ...names, ...(url === undefined ? [] : [new URL(url).hostname])]));
  app.use(hostedRoutes(world).routes());
  app.use(embeddedRoutes(world).routes());
  app.use(verifyRoutes(world).routes());
  app.use(controlRoutes(world).routes());
  app.use(plaidApi(world, endpoints, credentials));
  return app;
}
