// The secrets of a development stack. The first start makes and keeps them, so that later starts can decrypt its data.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeWhole } from './running.ts';

/** The secrets are in the formats that config.ts requires. */
export type DevSecrets = Record<
  'GANGWAY_VAULT_KEYS' | 'GANGWAY_API_KEY' | 'GANGWAY_OPERATOR_KEY' | 'GANGWAY_OIDC_CLIENT_SECRET',
  string
>;

export async function devSecrets(home: string): Promise<DevSecrets> {
  const path = join(home, 'dev-secrets.json');
  const kept: Partial<DevSecrets> = JSON.parse(await readFile(path, 'utf8').catch(() => '{}'));
  // A folder of an earlier release lacks those that were added since.
  const whole: DevSecrets = {
    GANGWAY_VAULT_KEYS: kept.GANGWAY_VAULT_KEYS ?? `dev:${randomBytes(32).toString('base64')}`,
    GANGWAY_API_KEY: kept.GANGWAY_API_KEY ?? newKey(),
    GANGWAY_OPERATOR_KEY: kept.GANGWAY_OPERATOR_KEY ?? newKey(),
    GANGWAY_OIDC_CLIENT_SECRET: kept.GANGWAY_OIDC_CLIENT_SECRET ?? randomBytes(32).toString('base64url'),
  };
  if (!isDeepStrictEqual(kept, whole)) await writeWhole(path, whole);
  return whole;
}

const newKey = () => `gw_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`;
