// Runs the simulated Plaid on its own port until it receives SIGTERM or SIGINT.
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { startSimulator } from './server.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env, [
    'GANGWAY_HOST',
    'GANGWAY_SIMULATOR_PORT',
    'GANGWAY_SIMULATOR_HOSTS',
    'GANGWAY_SIMULATOR_URL',
    'GANGWAY_HOME',
    'GANGWAY_LOG_LEVEL',
    'PLAID_CLIENT_ID',
    'PLAID_SECRET',
  ]);
  const log = pino({ level: config.GANGWAY_LOG_LEVEL, base: { part: 'simulator' } });
  const port = config.GANGWAY_SIMULATOR_PORT;
  const simulator = await startSimulator({
    host: config.GANGWAY_HOST,
    port,
    names: config.GANGWAY_SIMULATOR_HOSTS,
    url: config.GANGWAY_SIMULATOR_URL,
    file: join(config.GANGWAY_HOME, 'simulator.json'),
    credentials: {
      clientId: config.PLAID_CLIENT_ID ?? 'simulator-client',
      secret: config.PLAID_SECRET ?? 'simulator-secret',
    },
    log,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken. Set GANGWAY_SIMULATOR_PORT to a free one.`);
  });
  log.info({ address: simulator.origin }, 'listening');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      simulator.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the state could not be kept');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The simulator could not start.'}\n`);
  process.exit(1);
});
