// `npm run vault`: an operator rotates the key-encryption key while cases run. It needs DATABASE_URL and
// GANGWAY_VAULT_KEYS, with the new key first.
import { readConfig } from '../../config.ts';
import { ofOperators } from '../../db/audit/entries.ts';
import type { Pool } from '../../db/pool.ts';
import { createVault, keysByKek, refuseWrongKeys, type Vault } from '../../db/vault.ts';
import { audited, complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  vault status    how many data keys each key-encryption key wraps
  vault rotate    wrap every data key with the first key of GANGWAY_VAULT_KEYS
`;
// A key service answers in some milliseconds, and the database ends a transaction that is idle for half a minute.
const atOnce = 100;

const say = (text: string) => process.stderr.write(`${text}\n`);

async function run(db: Pool, vault: Vault, [what, ...more]: string[]): Promise<void> {
  if (more.length > 0 || (what !== 'status' && what !== 'rotate')) return complain(usage);
  await refuseWrongKeys(vault, db);
  const about = { tenantId: ofOperators, action: 'vault.rotate' };
  if (what === 'rotate') await audited(db, about, () => rotate(db, vault));
  const keks = await keysByKek(db);
  for (const row of keks) print(row);
  for (const { kek, data_keys, retired } of keks) {
    if (retired && data_keys === 0) say(`Nothing refers to ${kek} any more. Take it out of GANGWAY_VAULT_KEYS.`);
  }
}

/** Goes on where an earlier try stopped, because each batch is a transaction. */
async function rotate(db: Pool, vault: Vault): Promise<void> {
  const all = await vault.retireOthers(db);
  const damaged: string[] = [];
  let wrapped = 0;
  for (let after: string | null = ''; after !== null; ) {
    const batch = await vault.rewrap(db, { after, limit: atOnce });
    wrapped += batch.wrapped;
    damaged.push(...batch.damaged);
    after = batch.last;
    if (after !== null) say(`${wrapped} of ${all} data keys wrapped again`);
  }
  if (damaged.length > 0) complain(`Damaged data keys, which no key opens: ${damaged.join(', ')}`);
}

runCommand(async () => {
  const config = readConfig(process.env, ['DATABASE_URL', 'GANGWAY_VAULT_KEYS']);
  const vault = createVault(config.GANGWAY_VAULT_KEYS);
  await withDatabase(config.DATABASE_URL, usage, (db) => run(db, vault, process.argv.slice(2)));
});
