// `npm run keys`: an operator makes tenants and API keys without the API: the first ones, for example. It needs
// DATABASE_URL.
import { parseArgs } from 'node:util';
import { readConfig } from '../../config.ts';
import { ofOperators } from '../../db/audit/entries.ts';
import type { Pool } from '../../db/pool.ts';
import { createTenant, tenantsOf } from '../../db/tenants.ts';
import { checkInput } from '../http/input.ts';
import { listKeys, makeKey, revoke, rotateKey } from '../keys.ts';
import { keySchema, rotationSchema, tenantAnswer, tenantSchema } from '../routes/tenants.ts';
import { audited, complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  keys tenants
  keys tenant ID --name NAME
  keys list TENANT
  keys make TENANT --name NAME [--scopes SCOPE,SCOPE] [--expires-at TIME]
  keys rotate TENANT KEY [--overlap-hours N]
  keys revoke TENANT KEY
For TENANT, "operators" means the keys of operators.
`;

type Given = { name?: string; scopes?: string; 'expires-at'?: string; 'overlap-hours'?: string };
type Command = (db: Pool, given: Given, ...positionals: string[]) => Promise<void>;

const idOf = (tenant = ''): string | null => (tenant === ofOperators ? null : tenant);

const commands: Record<string, { takes: number; run: Command }> = {
  tenants: {
    takes: 0,
    run: async (db) => {
      for (const tenant of await tenantsOf(db, null)) print(tenantAnswer(tenant));
    },
  },
  tenant: {
    takes: 1,
    run: async (db, { name }, id) => {
      const wanted = checkInput(tenantSchema, { id, name });
      const about = { tenantId: ofOperators, action: 'tenants.create', object: wanted.id };
      const made = await audited(db, about, () => createTenant(db, wanted));
      if (made) print(tenantAnswer(made));
      else complain('There is a tenant with this id already.');
    },
  },
  list: {
    takes: 1,
    run: async (db, _given, tenant) => {
      for (const key of await listKeys(db, idOf(tenant))) print(key);
    },
  },
  make: {
    takes: 1,
    run: async (db, { name, scopes, 'expires-at': expires_at }, tenant = '') => {
      const given = { name, ...(scopes && { scopes: scopes.split(',') }), ...(expires_at && { expires_at }) };
      const { expires_at: expiresAt = null, ...wanted } = checkInput(keySchema, given);
      const id = idOf(tenant);
      const key = { ...wanted, ...(id === null && { scopes: ['operator' as const] }), expiresAt };
      const about = { tenantId: tenant, action: 'tenants.keys.create' };
      const make = () => makeKey(db, id, key);
      print(await audited(db, about, make, (made) => made.id));
    },
  },
  rotate: {
    takes: 2,
    run: async (db, { 'overlap-hours': hours }, tenant = '', key = '') => {
      const { overlap_hours } = checkInput(rotationSchema, hours === undefined ? {} : { overlap_hours: Number(hours) });
      const about = { tenantId: tenant, action: 'tenants.keys.rotate', object: key };
      const rotate = () => rotateKey(db, idOf(tenant), key, overlap_hours);
      print(await audited(db, about, rotate, (made) => made.id));
    },
  },
  revoke: {
    takes: 2,
    run: async (db, _given, tenant = '', key = '') => {
      const about = { tenantId: tenant, action: 'tenants.keys.delete', object: key };
      await audited(db, about, () => revoke(db, idOf(tenant), key));
      print({ revoked: key });
    },
  },
};

async function run(db: Pool, args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { name: text, scopes: text, 'expires-at': text, 'overlap-hours': text };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [name = '', ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || rest.length !== command.takes) return complain(usage);
  await command.run(db, values, ...rest);
}

runCommand(async () => {
  const config = readConfig(process.env, ['DATABASE_URL']);
  await withDatabase(config.DATABASE_URL, usage, (db) => run(db, process.argv.slice(2)));
});
