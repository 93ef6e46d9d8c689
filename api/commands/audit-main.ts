// `npm run audit`: an operator verifies the audit, or reads that of a tenant. It needs DATABASE_URL and, to verify,
// GANGWAY_VAULT_KEYS.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../../config.ts';
import { verifyAudit } from '../../db/audit/verify.ts';
import type { Pool } from '../../db/pool.ts';
import { createVault, type Vault } from '../../db/vault.ts';
import { checkInput } from '../http/input.ts';
import { complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  audit verify [--tenant TENANT] [--anchor TENANT:NUMBER:HASH]...
For TENANT, "operators" means what concerns no tenant. Anchors stand in the log of the API ("audit sealed"), in the
answer to GET /v1/audit (newest), and in what this command has printed before.
`;

const anchor = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{1,39}:[1-9][0-9]{0,14}:[0-9a-f]{64}$/, 'must be TENANT:NUMBER:HASH')
  .transform((text) => {
    const [tenantId = '', number = '', hash = ''] = text.split(':');
    return { tenantId, number: Number(number), hash };
  });
const given = z.strictObject({ tenant: z.string().optional(), anchor: z.array(anchor).default([]) });

async function run(db: Pool, vault: Vault, args: string[]): Promise<void> {
  const options = { tenant: { type: 'string' }, anchor: { type: 'string', multiple: true } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (positionals.length !== 1 || positionals[0] !== 'verify') return complain(usage);
  const { tenant: tenantId, anchor: anchors } = checkInput(given, values);
  const { rows, newest, bad } = await verifyAudit(db, vault, { tenantId, anchors });
  if (bad) {
    print({ bad: { tenant: bad.tenantId, number: bad.number, audit: bad.audit, fault: bad.fault } });
    return complain(`The audit of ${bad.tenantId} is not what Gangway wrote: ${bad.fault}.`);
  }
  for (const { tenantId: tenant, number, hash } of newest) print({ anchor: `${tenant}:${number}:${hash}` });
  process.stderr.write(`${rows} rows are what Gangway wrote.\n`);
}

runCommand(async () => {
  const config = readConfig(process.env, ['DATABASE_URL', 'GANGWAY_VAULT_KEYS']);
  await withDatabase(config.DATABASE_URL, usage, (db) =>
    run(db, createVault(config.GANGWAY_VAULT_KEYS), process.argv.slice(2)),
  );
});
