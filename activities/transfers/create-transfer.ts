// Creates a transfer with an authorization of the case.
import { lockAndLoadCase } from '../../db/case/onboardings.ts';
import { type Pool, together, transaction } from '../../db/pool.ts';
import { endUse, retireAuthorization, type Use, useAuthorization } from '../../db/transfers/authorizations.ts';
import { Failure, isPassing } from '../../domain/failure.ts';
import { notEnough } from '../../domain/transfers/authorization.ts';
import { reinitiationWords } from '../../domain/transfers/reinitiation.ts';
import type { Transfer } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import { type Authorized, movedOn, type TransferContext } from './authorizations.ts';

/** Plaid lets an authorization expire after one hour. From about then on, a refusal means that it has expired. */
const authorizationSeconds = 55 * 60;

/**
 * `reinitiations`: those before this entry and it, 0 to 2. Null if the authorization ended unused. `ledger_too_low`: it
 * did so because our Ledger at Plaid does not cover the credit.
 */
export async function createTransfer(
  { db, plaid }: Pick<Deps, 'db' | 'plaid'>,
  { theCase, accessToken, accountId, reinitiations }: TransferContext & { reinitiations: number },
  { key, authorizationId, network, askedAgo }: Authorized,
): Promise<Transfer | 'ledger_too_low' | null> {
  const { amountCents, direction } = theCase.funding;
  const description = reinitiations > 0 ? reinitiationWords(reinitiations) : theCase.funding.description;
  const use = await beginUse(db, theCase.id, key);
  try {
    return await plaid.createTransfer({
      ...{ authorizationId, accessToken, accountId, network, amountCents, description },
      metadata: { onboarding_id: theCase.id },
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'uncertain') throw error;
    await endUse(db, key, use);
    // Plaid did not take the call, so the authorization can still be used.
    if (isPassing(error)) throw error;
    // Plaid has refused. It has no code for a refused authorization (an expired one, for example), so the next try
    // requests another one.
    // An earlier request that is still open could make the transfer yet, so then the case may not end by this refusal.
    if (use.first && direction === 'credit' && (await isLedgerTooLow(plaid, amountCents))) {
      await retireAuthorization(db, key, 'retired', notEnough);
      return 'ledger_too_low';
    }
    await retireAuthorization(db, key, 'retired');
    if (askedAgo < authorizationSeconds) throw error;
    return null;
  }
}

/**
 * Plaid documents that it declines the authorization of such a credit, and nothing about a Ledger that other credits
 * have emptied since then. So a read decides, and no code of the refusal.
 */
const isLedgerTooLow = (plaid: Deps['plaid'], amountCents: number): Promise<boolean> =>
  plaid.readLedger(null).then(
    ({ availableCents }) => availableCents < amountCents,
    () => false,
  );

/** Throws if the case has closed, because a delayed try must not move the money of a closed case. */
function beginUse(db: Pool, onboardingId: string, key: string): Promise<Use> {
  return transaction(db, async (tx) => {
    const [{ stage }, use] = await together(tx, (one) =>
      Promise.all([known('case', lockAndLoadCase(one, onboardingId)), useAuthorization(one, key)]),
    );
    // This undoes the use.
    if (stage === 'closed') throw movedOn();
    return use;
  });
}
