import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { refuseOldServer } from './server-version.ts';

/** Makes the roles that the processes log in as (roles.sql), for the database of the URL. It needs an administrator. */
export async function makeRoles(databaseUrl: string, passwords: Map<string, string> = new Map()): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query(await readFile(path.join(import.meta.dirname, 'roles.sql'), 'utf8'));
    for (const [role, password] of passwords) {
      await client.query(`alter role ${pg.escapeIdentifier(role)} password ${pg.escapeLiteral(verifierOf(password))}`);
    }
  } finally {
    await client.end();
  }
}

/**
 * Returns what PostgreSQL stores for a password (RFC 5803), so that the password itself is in no statement, and in no
 * log of statements.
 */
function verifierOf(password: string): string {
  const iterations = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}
