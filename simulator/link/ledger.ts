import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

/** Returns every exchange that the caller has asked for, and every Item with the numbers that it has read. */
export function linkLedger({ state: { link } }: World): { exchanges: object[]; items: object[] } {
  const asked = Object.values(link.public_tokens).filter((token) => token.asked > 0);
  return {
    exchanges: asked.map((token) => ({
      public_token_hash: createHash('sha256').update(token.public_token).digest('hex'),
      item_id: token.item_id,
      client_user_id: link.items[token.item_id]?.client_user_id ?? null,
      exchanged: token.exchanged,
      times: token.asked,
    })),
    items: Object.values(link.items).map(({ item_id, client_user_id, removed, accounts }) => ({
      item_id,
      client_user_id,
      removed,
      accounts: accounts.map(({ account_id, numbers_read }) => ({ account_id, numbers_read })),
    })),
  };
}
