import type { World } from '../world.ts';

/** Returns every effect on money, with its key and how many requests asked for it: tests count here. */
export function transferLedger(world: World): { authorizations: object[]; transfers: object[]; refunds: object[] } {
  const { authorizations, transfers, refunds } = world.state.transfer;
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
    refunds: Object.values(refunds).map(({ refund, idempotency_key: key, times }) => ({
      key,
      refund_id: refund.id,
      transfer_id: refund.transfer_id,
      client_user_id: clientUserId(transfers[refund.transfer_id]?.item_id ?? ''),
      amount: refund.amount,
      status: refund.status,
      times,
    })),
  };
}
