import type { World } from '../world.ts';

/** Every effect on money, with its key and how often it was asked for: tests count here whether money moved once. */
export function transferLedger(world: World): { authorizations: object[]; transfers: object[] } {
  const { authorizations, transfers } = world.state.transfer;
  const clientUserId = (itemId: string) => world.state.link.items[itemId]?.client_user_id ?? null;
  return {
    authorizations: Object.values(authorizations).map((one) => ({
      key: one.idempotency_key,
      authorization_id: one.authorization.id,
      account_id: one.account_id,
      client_user_id: clientUserId(one.item_id),
      type: one.authorization.proposed_transfer.type,
      network: one.authorization.proposed_transfer.network,
      amount: one.authorization.proposed_transfer.amount,
      metadata: null,
      decision: one.authorization.decision,
      cancelled: one.cancelled,
      transfer_id: one.transfer_id,
      times: one.times,
    })),
    transfers: Object.values(transfers).map(({ transfer, item_id: itemId, times }) => ({
      key: transfer.authorization_id,
      authorization_id: transfer.authorization_id,
      transfer_id: transfer.id,
      account_id: transfer.account_id,
      client_user_id: clientUserId(itemId),
      type: transfer.type,
      network: transfer.network,
      amount: transfer.amount,
      status: transfer.status,
      metadata: transfer.metadata,
      times,
    })),
  };
}
