// The settings of config.ts about PostgreSQL.
import { z } from 'zod';

const address = z.url({ protocol: /^postgres(ql)?$/ });

export const database = {
  DATABASE_URL: address.describe('PostgreSQL, with the role of the process. Development starts its own if unset.'),
  GANGWAY_ROLE_PASSWORDS: z
    .string()
    .regex(/^gangway_[a-z]+:[^,]+(,gangway_[a-z]+:[^,]+)*$/, 'must be role:password, comma separated')
    .transform((list) => new Map(list.split(',').map((one) => [one.split(':')[0] ?? '', one.replace(/^[^:]*:/, '')])))
    .optional()
    .describe("Passwords that `npm run roles` gives to PostgreSQL's roles, role:password, comma separated."),
  GANGWAY_PREPARED_STATEMENTS: z
    .enum(['0', '1'])
    .default('1')
    .describe('0 behind a pooler by transaction that loses prepared statements (PgBouncer before 1.21). Costs speed.'),
  GANGWAY_DIRECT_DATABASE_URL: address
    .optional()
    .describe('PostgreSQL past a pooler, on which the API listens for new events. Default: DATABASE_URL.'),
};
