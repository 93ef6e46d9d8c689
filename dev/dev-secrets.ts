// The secrets of a development stack: made once, kept, so that a second start can read what the first one encrypted.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './running.ts';

/** In the formats that config.ts asks for. */
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
