import { createHash, randomUUID } from 'node:crypto';
import { plaidIdOf } from '../../../api/webhooks/plaid-id-of.ts';
import { insertWebhooks } from '../../../db/inbox/webhooks.ts';
import type { Pool } from '../../../db/pool.ts';
import { reactionTo } from '../../../plaid/webhooks.ts';
import { testVault } from '../cases/stored-case.ts';

/** Stores a webhook as the door does. Returns its id. */
export async function storedWebhook(pool: Pool, body: Record<string, unknown>, stale = false): Promise<string> {
  const text = JSON.stringify({ nonce: randomUUID(), ...body });
  const { type, code, reaction } = reactionTo(body);
  const bodyHash = createHash('sha256').update(text).digest();
  const plaidId = plaidIdOf(reaction);
  const row = { bodyHash, signedAt: new Date(), type, code, body: text, stale, plaidId };
  return (await insertWebhooks(pool, testVault, [row]))[0]?.id ?? '';
}

export type InboxRow = { status: string; result: string | null; attempts: number };

export async function inboxRow(pool: Pool, id: string): Promise<InboxRow | undefined> {
  const { rows } = await pool.query<InboxRow>('select status, result, attempts from webhooks where id = $1', [id]);
  return rows[0];
}
