// The secrets of a development stack. The first start makes and keeps them, so that later starts can decrypt its data.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './running.ts';

/** The secrets are in the formats that config.ts requires. */
export type DevSecrets = { GANGWAY_VAULT_KEYS: string; GANGWAY_API_KEY: string };

export async function devSecrets(home: string): Promise<DevSecrets> {
  const path = join(home, 'dev-secrets.json');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept) return JSON.parse(kept);
  const made: DevSecrets = {
    GANGWAY_VAULT_KEYS: `dev:${randomBytes(32).toString('base64')}`,
    GANGWAY_API_KEY: `gw_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`,
  };
  await writeWhole(path, made);
  return made;
}
