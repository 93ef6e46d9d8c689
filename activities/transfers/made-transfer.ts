// Finds out whether an earlier try of the case made its transfer although the answer was lost.
import type { AuthorizationRecord } from '../../db/transfers/authorizations.ts';
import { Failure } from '../../domain/failure.ts';
import type { PlaidGateway, Transfer } from '../../plaid/gateway.ts';

type Reads = Pick<PlaidGateway, 'findTransfer' | 'listTransferEvents'>;

/**
 * Returns the transfer that Plaid has made, or null. `authorizations` are the case's, newest first. `accountId` is the
 * account for which the case may request another authorization, null when it may request none. Rejects if Plaid
 * does not answer; then the case may request nothing new.
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
  // "None" from Plaid is enough where the case uses this authorization again, because one authorization makes one
  // transfer. Where the case does not, because Plaid has refused it or the account is another one, a wrong "none" would
  // move the money twice. Plaid does not document how soon a transfer is found by its authorization, so the worker
  // reads the account's events as well.
  const leftBehind = [last, ...earlier].filter((one) => isLeftBehind(one, accountId));
  for (const account of new Set(leftBehind.map((one) => one.accountId))) {
    for (const transferId of await transfersOn(plaid, account)) {
      const transfer = await plaid.findTransfer({ transferId });
      if (leftBehind.some(({ authorizationId }) => authorizationId === transfer?.authorizationId)) return transfer;
    }
  }
  return null;
}

/** The case will not use this authorization again, but may have requested a transfer with it. `accountId` as above. */
export const isLeftBehind = (one: AuthorizationRecord, accountId: string | null): boolean =>
  one.decision === 'retired' || (one.decision === 'approved' && one.accountId !== accountId);

/** Returns the ids of all transfers in the account's events, with micro-deposits and transfers of other cases. */
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
    if (more && (events.length === 0 || offset >= mostEvents)) throw endless();
  }
  return ids;
}
/** An account has a handful of events for each transfer. A list with more than this repeats itself. */
const mostEvents = 10_000;
/** An unfinished list does not prove that Plaid made no transfer, so the worker makes no other one. */
const endless = () =>
  new Failure(
    'uncertain',
    "Plaid's list of the account's events does not end, so it is unknown whether Plaid made a transfer.",
    {
      code: 'events_do_not_end',
    },
  );
/** Plaid's largest page. */
const pageSize = 25;
