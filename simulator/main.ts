// Runs the simulated Plaid on its own port until it is told to stop.
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { startSimulator } from './server.ts';

const config = readConfig(process.env, [
  'GANGWAY_HOST',
  'GANGWAY_SIMULATOR_PORT',
  'GANGWAY_HOME',
  'GANGWAY_LOG_LEVEL',
  'PLAID_CLIENT_ID',
  'PLAID_SECRET',
]);
const log = pino({ level: config.GANGWAY_LOG_LEVEL });

try {
  const simulator = await startSimulator({
    host: config.GANGWAY_HOST,
    port: config.GANGWAY_SIMULATOR_PORT,
    file: join(config.GANGWAY_HOME, 'simulator.json'),
    credentials: {
      clientId: config.PLAID_CLIENT_ID ?? 'simulator-client',
      secret: config.PLAID_SECRET ?? 'simulator-secret',
    },
    log,
  });
  log.info({ address: simulator.origin }, 'The simulator listens');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      simulator.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'The simulator could not keep its state');
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  log.error(
    busy ? `Port ${config.GANGWAY_SIMULATOR_PORT} is taken. Set GANGWAY_SIMULATOR_PORT to a free one.` : { err: error },
  );
  process.exit(1);
}
