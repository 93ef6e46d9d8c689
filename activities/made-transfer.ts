// Has an earlier try of the case made its transfer, although its answer was lost?
import type { AuthorizationRecord } from '../db/authorizations.ts';
import type { PlaidGateway, Transfer } from '../plaid/gateway.ts';

type Reads = Pick<PlaidGateway, 'findTransfer' | 'listTransferEvents'>;

/**
 * `authorizations` are the case's, newest first; `accountId` is the account on which it may ask for more, null where it
 * may ask for nothing. Rejects where Plaid does not say: nothing new may be asked for then.
 */
export async function madeTransfer(
  plaid: Reads,
  authorizations: AuthorizationRecord[],
  accountId: string | null,
): Promise<Transfer | null> {
  const [last, ...earlier] = authorizations.filter(({ authorizationId }) => authorizationId !== null);
  if (!last?.authorizationId) return null;
  const made = await plaid.findTransfer({ authorizationId: last.authorizationId });
  if (made) return made;
  // Plaid's word that there is none is enough where the same authorization is used again, which cannot make two. Where it
  // is not, because Plaid has refused it or the account is another one, a wrong word would move the money twice, and
  // Plaid does not document how soon a transfer is found by its authorization: look at the account's events as well.
  const leftBehind = [last, ...earlier].filter(
    (one) => one.decision === 'retired' || (one.decision === 'approved' && one.accountId !== accountId),
  );
  for (const account of new Set(leftBehind.map((one) => one.accountId))) {
    for (const transferId of await transfersOn(plaid, account)) {
      const transfer = await plaid.findTransfer({ transferId });
      if (leftBehind.some(({ authorizationId }) => authorizationId === transfer?.authorizationId)) return transfer;
    }
  }
  return null;
}

/** All that the account's events tell of: micro-deposits and transfers of others too. */
async function transfersOn(plaid: Reads, accountId: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let offset = 0, more = true; more; offset += pageSize) {
    const { events, hasMore } = await plaid.listTransferEvents({
      transferId: null,
      accountId,
      limit: pageSize,
      offset,
    });
    for (const { transferId } of events) if (transferId) ids.add(transferId);
    more = hasMore;
  }
  return ids;
}
/** The most that Plaid lists at once. */
const pageSize = 25;
