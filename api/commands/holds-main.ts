// `npm run holds`: an operator lifts the holds on the account of a case. It needs DATABASE_URL.
import { parseArgs } from 'node:util';
import { readConfig } from '../../config.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { liftHolds, liftSchema } from '../cases/lift-holds.ts';
import { checkInput } from '../http/input.ts';
import { audited, complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  holds lift CASE --reviewer ID
`;

async function run(db: Pool, args: string[]): Promise<void> {
  const options = { reviewer: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [what, onboardingId, ...more] = positionals;
  if (what !== 'lift' || onboardingId === undefined || more.length > 0) return complain(usage);
  const { reviewer } = checkInput(liftSchema, values);
  const about = { tenantId: null, action: 'onboardings.lift_hold', object: onboardingId, reviewer };
  await audited(db, about, () => transaction(db, (tx) => liftHolds(tx, onboardingId, { reviewer, key: null })));
  print({ lifted: onboardingId });
}

runCommand(async () => {
  await withDatabase(readConfig(process.env, ['DATABASE_URL']).DATABASE_URL, usage, (db) =>
    run(db, process.argv.slice(2)),
  );
});
