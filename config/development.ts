// The settings of config.ts for the development stack.
import { z } from 'zod';
import { wholeNumber } from './limits.ts';

const port = wholeNumber(1, 65535);

export const development = {
  GANGWAY_HOME: z.string().default('.gangway').describe('Development: folder of state and fetched binaries.'),
  GANGWAY_SIMULATOR_PORT: port.default(3100).describe('Development: port of the simulator.'),
  GANGWAY_SIMULATOR_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Development: address at which a browser finds the pages of the simulator. Default: by host and port.'),
  GANGWAY_SIMULATOR_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((name) => name.trim() || []))
    .describe('Development: further names of the simulator, comma separated. It refuses any other Host.'),
  GANGWAY_CLOCK_PORT: port.default(3200).describe('Development: port of the clock, by which tests let time pass.'),
  GANGWAY_OIDC_PORT: port.default(3300).describe('Development: port of the OpenID provider for the console.'),
  GANGWAY_TEMPORAL_PORT: port.default(7233).describe('Development: port of the embedded Temporal.'),
  GANGWAY_TEMPORAL_UI_PORT: port.default(8233).describe('Development: port of the Temporal UI.'),
  GANGWAY_POSTGRES_PORT: port.default(5433).describe('Development: port of the embedded PostgreSQL.'),
};
