// `npm run review`: an operator records a reviewer's decision where no tenant sends it over HTTP. It needs DATABASE_URL
// and GANGWAY_VAULT_KEYS. The relay of the API then sends the update to the case.
import { parseArgs } from 'node:util';
import { readConfig } from '../../config.ts';
import { newId } from '../../db/ids.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { createVault, refuseWrongKeys, type Vault } from '../../db/vault.ts';
import { recordReview, reviewSchema } from '../cases/review-case.ts';
import { checkInput } from '../http/input.ts';
import { audited, complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  review CASE approve|reject --reviewer ID [--reason CODE] [--note TEXT] [--question ID]
`;

async function run(db: Pool, vault: Vault, args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { reviewer: text, reason: text, note: text, question: text };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [onboardingId, decision, ...more] = positionals;
  if (onboardingId === undefined || decision === undefined || more.length > 0) return complain(usage);
  const given = checkInput(reviewSchema, { ...values, decision });
  const id = newId('rev');
  const about = { tenantId: null, action: 'onboardings.review', object: onboardingId, reviewer: given.reviewer };
  const question = await audited(db, about, () =>
    transaction(db, (tx) => recordReview(tx, vault, { id, onboardingId, key: null, signalAfterSeconds: 0 }, given)),
  );
  print({ review: id, onboarding_id: onboardingId, question, decision, reviewer: given.reviewer });
}

runCommand(async () => {
  const config = readConfig(process.env, ['DATABASE_URL', 'GANGWAY_VAULT_KEYS']);
  const vault = createVault(config.GANGWAY_VAULT_KEYS);
  await withDatabase(config.DATABASE_URL, usage, async (db) => {
    await refuseWrongKeys(vault, db);
    await run(db, vault, process.argv.slice(2));
  });
});
