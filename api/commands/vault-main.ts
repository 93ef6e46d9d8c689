// `npm run vault`: an operator rotates the key-encryption key while cases run. It needs DATABASE_URL and
// GANGWAY_VAULT_KEYS, with the new key first.
import { readConfig } from '../../config.ts';
import { ofOperators } from '../../db/audit/entries.ts';
import type { Pool } from '../../db/pool.ts';
import { createVault, keysByKek, type Vault } from '../../db/vault.ts';
import { audited, complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  vault status    how many data keys each key-encryption key wraps
  vault rotate    wrap every data key with the first key of GANGWAY_VAULT_KEYS
`;
const atOnce = 500;

async function run(db: Pool, vault: Vault, [what, ...more]: string[]): Promise<void> {
  if (more.length > 0 || (what !== 'status' && what !== 'rotate')) return complain(usage);
  const about = { tenantId: ofOperators, action: 'vault.rotate' };
  if (what === 'rotate') await audited(db, about, () => rotate(db, vault));
  for (const row of await keysByKek(db)) print(row);
}

/** Goes on where an earlier try stopped, because each batch is a transaction. */
async function rotate(db: Pool, vault: Vault): Promise<void> {
  for (let wrapped = 0; ; ) {
    const count = await vault.rewrap(db, atOnce);
    wrapped += count;
    process.stderr.write(`${wrapped} data keys wrapped anew\n`);
    if (count < atOnce) return;
  }
}

runCommand(async () => {
  const config = readConfig(process.env, ['DATABASE_URL', 'GANGWAY_VAULT_KEYS']);
  await withDatabase(config.DATABASE_URL, usage, (db) =>
    run(db, createVault(config.GANGWAY_VAULT_KEYS), process.argv.slice(2)),
  );
});
