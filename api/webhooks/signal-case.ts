// Records the content of a webhook about an Item, a payment or an identity verification, and signals its case.
import { type PaymentSignalled, signalPayment } from '../../cases/signal-payment.ts';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { keepsAccount, openTransfersOn } from '../../db/bank/linked-accounts.ts';
import { type CaseRecord, loadCase } from '../../db/case/onboardings.ts';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import type { Db } from '../../db/pool.ts';
import { isRevocation, itemChangeRows } from '../../domain/bank/item.ts';
import { stageRows } from '../../domain/case/stages.ts';
import { Failure } from '../../domain/failure.ts';
import { itemFeed } from '../../domain/feed.ts';
import type { Reaction } from '../../plaid/webhooks.ts';
import type { Signalled } from '../../temporal/case-client.ts';
import { identityVerificationChanged, itemChanged } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';

type SignalDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases'>;
type SignalReaction = Extract<Reaction, { do: 'signal' }>;
type ItemSignal = Extract<SignalReaction['message'], { signal: 'itemChanged' }>;
export type Result = PaymentSignalled | 'recorded' | 'another account' | 'not believed';

/**
 * Records a change of the Item that money calls must respect even while Temporal is away and the case cannot be
 * signalled. Safe to repeat. False when there is nothing to record.
 */
export async function recordBeforeSignal(
  deps: SignalDeps,
  tx: Db,
  { plaidId, message }: SignalReaction,
  stale: boolean,
): Promise<boolean> {
  if (message.signal !== 'itemChanged') return false;
  const onboardingId = await caseOfId(tx, plaidId.kind, plaidId.id);
  if (!onboardingId || !(await concernsCase(tx, onboardingId, message))) return false;
  const itemId = await itemIdOf(deps, tx, onboardingId, plaidId);
  if (!itemId) return false;
  // A stale delivery may be a replay, so ask Plaid for the current state.
  if (stale && isRevocation(message.change) && (await stillPermitted(deps, tx, onboardingId))) return false;
  if (stale && message.change === 'repaired' && (await stillBroken(deps, tx, onboardingId))) return false;
  return recordItemChange(tx, { itemId, change: message.change, at: message.at });
}

/** Signals the case, or returns why it does not. */
export async function signalCase(
  deps: SignalDeps,
  tx: Db,
  webhook: { id: string; onboardingId: string },
  reaction: SignalReaction,
): Promise<Result> {
  const { onboardingId } = webhook;
  const { plaidId, message } = reaction;
  const record = await loadCase(tx, onboardingId);
  if (!record?.workflowStartedAt) {
    throw new Failure('unavailable', 'The API is still starting the case.', { code: 'case_starting' });
  }
  switch (message.signal) {
    case 'itemChanged': {
      const result = await signalOfItem(deps, tx, webhook, record, plaidId, message);
      const signalled = await signalTransfers(deps, tx, webhook, record, plaidId, message);
      return signalled ? 'signalled' : result;
    }
    case 'identityVerificationChanged':
      return resultOf(await deps.cases.signal(onboardingId, identityVerificationChanged));
    case 'paymentChanged':
      return signalPayment({ db: tx, cases: deps.cases }, record, plaidId.id);
  }
}

async function signalOfItem(
  deps: SignalDeps,
  tx: Db,
  webhook: { id: string },
  record: CaseRecord,
  plaidId: SignalReaction['plaidId'],
  message: ItemSignal,
): Promise<Result> {
  const { id: onboardingId, stage } = record;
  const { change, at } = message;
  const itemId = await itemIdOf(deps, tx, onboardingId, plaidId);
  if (!itemId) return 'another account';
  if (!(await concernsCase(tx, onboardingId, message))) return 'another account';
  if (isRevocation(change) && (await itemOfCase(tx, deps.vault, onboardingId))?.accessToken) return 'not believed';
  await addToTimeline(tx, onboardingId, `item_${change}`, at ? { at: at.toISOString() } : {});
  if (stageRows[stage].money !== 'before') {
    // The case sleeps, and the Item no longer matters to it. A feed reads the Item instead, so that answers show
    // its state. A closed case needs no read, unless it left a linked account.
    const matters = stage !== 'closed' || (await keepsAccount(tx, itemId));
    if (matters && itemChangeRows[change].readAfterMoney) await deps.cases.wakeFeed(itemFeed(itemId));
    return 'recorded';
  }
  const changed = { webhook: webhook.id, itemId, change, ...(at && { at: at.toISOString() }) };
  return resultOf(await deps.cases.signal(onboardingId, itemChanged, changed));
}

/** Signals the transfers on the accounts of the Item. True if any was signalled. */
async function signalTransfers(
  deps: SignalDeps,
  tx: Db,
  webhook: { id: string },
  linker: CaseRecord,
  plaidId: SignalReaction['plaidId'],
  message: ItemSignal,
): Promise<boolean> {
  const itemId = await itemIdOf(deps, tx, linker.id, plaidId);
  let signalled = false;
  for (const id of itemId ? await openTransfersOn(tx, itemId) : []) {
    const record = await loadCase(tx, id);
    if (!record) continue;
    signalled = (await signalOfItem(deps, tx, webhook, record, plaidId, message)) === 'signalled' || signalled;
  }
  return signalled;
}

/** Returns the Item that a webhook is about. One that names a user is about the Item of that user's case. */
async function itemIdOf(
  { vault }: SignalDeps,
  tx: Db,
  onboardingId: string,
  plaidId: SignalReaction['plaidId'],
): Promise<string | null> {
  if (plaidId.kind === 'item') return plaidId.id;
  return (await itemOfCase(tx, vault, onboardingId))?.itemId ?? null;
}

const resultOf = (answer: Signalled): Result => (answer === 'signalled' ? 'signalled' : 'case closed');

/** False also where the account is not read yet, because the later read will find it as it is then. */
async function concernsCase(tx: Db, onboardingId: string, { accountIds }: ItemSignal): Promise<boolean> {
  if (!accountIds) return true;
  const account = await accountOfCase(tx, onboardingId);
  return account !== null && accountIds.includes(account.accountId);
}

/** Asks Plaid whether a login that is broken on record is still broken. */
async function stillBroken({ vault, plaid }: SignalDeps, tx: Db, onboardingId: string): Promise<boolean> {
  const item = await itemOfCase(tx, vault, onboardingId);
  if (!item?.accessToken || !item.error) return false;
  return (await plaid.readItem(item.accessToken)).error !== null;
}

async function stillPermitted({ vault, plaid }: SignalDeps, tx: Db, onboardingId: string): Promise<boolean> {
  const token = (await itemOfCase(tx, vault, onboardingId))?.accessToken;
  if (!token) return false;
  try {
    await plaid.readItem(token);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'needs-user') return false;
    throw error;
  }
}
