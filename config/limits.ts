// The settings of config.ts that limit requests and calls.
import { z } from 'zod';

export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

export const limits = {
  GANGWAY_LIMIT_KEY: wholeNumber(0, 1_000_000)
    .default(3_000)
    .describe('Requests that one API key may make in a minute, over all API processes. 0: no limit.'),
  GANGWAY_LIMIT_TENANT: wholeNumber(0, 1_000_000)
    .default(6_000)
    .describe('Requests that all keys of a tenant may make in a minute. 0: no limit.'),
  GANGWAY_LIMIT_SOURCE: wholeNumber(0, 1_000_000)
    .default(12_000)
    .describe('Requests with a key that one source address may send in a minute. 0: no limit.'),
  GANGWAY_LIMIT_REFUSED: wholeNumber(0, 1_000_000)
    .default(60)
    .describe('Keys that are not valid which one source address may send in a minute. 0: no limit.'),
  GANGWAY_LIMIT_AT_ONCE: wholeNumber(0, 1_000)
    .default(16)
    .describe(
      'Writes of one tenant that one API process works on at once, half as many reads, a sixteenth lists. 0: no limit.',
    ),
  GANGWAY_PLAID_PROCESSES: wholeNumber(0, 1_000)
    .default(4)
    .describe(
      "API and worker processes that share Plaid's limits, each to equal parts. 0: without a limit of our own.",
    ),
};

export const limitKeys = [
  'GANGWAY_LIMIT_KEY',
  'GANGWAY_LIMIT_TENANT',
  'GANGWAY_LIMIT_SOURCE',
  'GANGWAY_LIMIT_REFUSED',
  'GANGWAY_LIMIT_AT_ONCE',
] as const;

export const limitSettings = (config: Record<(typeof limitKeys)[number], number>) => ({
  key: config.GANGWAY_LIMIT_KEY,
  tenant: config.GANGWAY_LIMIT_TENANT,
  source: config.GANGWAY_LIMIT_SOURCE,
  refused: config.GANGWAY_LIMIT_REFUSED,
  atOnce: config.GANGWAY_LIMIT_AT_ONCE,
});
