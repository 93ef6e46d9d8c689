import { createHash, randomUUID } from 'node:crypto';
import { routeOf } from '../../api/webhooks/webhook-route.ts';
import type { Pool } from '../../db/pool.ts';
import { insertWebhooks } from '../../db/webhooks.ts';
import { reactionTo } from '../../plaid/webhooks.ts';
import { testVault } from './stored-case.ts';

/** A webhook as the door keeps it; gives its id. */
export async function storedWebhook(pool: Pool, body: Record<string, unknown>, stale = false): Promise<string> {
  const text = JSON.stringify({ nonce: randomUUID(), ...body });
  const { type, code, reaction } = reactionTo(body);
  const bodyHash = createHash('sha256').update(text).digest();
  const route = routeOf(reaction);
  const row = { bodyHash, signedAt: new Date(), type, code, body: text, stale, route };
  return (await insertWebhooks(pool, testVault, [row]))[0]?.id ?? '';
}

export type InboxRow = { status: string; result: string | null; attempts: number };

export async function inboxRow(pool: Pool, id: string): Promise<InboxRow | undefined> {
  const { rows } = await pool.query<InboxRow>('select status, result, attempts from webhooks where id = $1', [id]);
  return rows[0];
}
