// What a webhook about an Item, a payment or the verification of a person makes us record, and tell its case.
import { accountOfCase } from '../../db/accounts.ts';
import { recordItemChange } from '../../db/item-health.ts';
import { itemOfCase } from '../../db/items.ts';
import { type CaseRecord, loadCase } from '../../db/onboardings.ts';
import { paymentsOfCase } from '../../db/payments.ts';
import type { Db } from '../../db/pool.ts';
import { routeTo } from '../../db/routes.ts';
import { addToTimeline } from '../../db/timeline.ts';
import { Failure } from '../../domain/failure.ts';
import { isRevocation } from '../../domain/item.ts';
import type { Stage } from '../../domain/onboarding.ts';
import { mayTurn } from '../../domain/payment.ts';
import type { Reaction } from '../../plaid/webhooks.ts';
import { identityVerificationChanged, itemChanged, paymentChanged } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';

type TellDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases'>;
type TellReaction = Extract<Reaction, { do: 'tell' }>;
type ItemTell = Extract<TellReaction['tell'], { signal: 'itemChanged' }>;
export type Told = 'told' | 'opened again' | 'case closed' | 'recorded' | 'another account' | 'not believed';

/** From here on nothing that happens to the Item changes what the case does: its transfer goes its own way. */
const afterMoney: readonly Stage[] = ['transferring', 'watching_returns', 'closed'];

/**
 * Records what money calls must know even while Temporal is away and the case cannot be told. Safe to repeat. False
 * where there is nothing to record.
 */
export async function recordTold(
  deps: TellDeps,
  tx: Db,
  { route, tell }: TellReaction,
  stale: boolean,
): Promise<boolean> {
  if (tell.signal !== 'itemChanged') return false;
  const onboardingId = await routeTo(tx, route.kind, route.id);
  if (!onboardingId || !(await concernsCase(tx, onboardingId, tell))) return false;
  // A stale delivery may be a replay: ask Plaid what is true.
  if (stale && isRevocation(tell.change) && (await stillPermitted(deps, tx, onboardingId))) return false;
  return recordItemChange(tx, { itemId: route.id, change: tell.change, at: tell.at });
}

/** Tells the case to which the id belongs. */
export async function tellCase(
  deps: TellDeps,
  tx: Db,
  webhook: { id: string; onboardingId: string },
  reaction: TellReaction,
): Promise<Told> {
  const { onboardingId } = webhook;
  const { route, tell } = reaction;
  const record = await loadCase(tx, onboardingId);
  if (!record?.workflowStartedAt) {
    throw new Failure('unavailable', 'The case is being started.', { code: 'case_starting' });
  }
  switch (tell.signal) {
    case 'itemChanged': {
      const { change, at } = tell;
      if (!(await concernsCase(tx, onboardingId, tell))) return 'another account';
      if (isRevocation(change) && (await itemOfCase(tx, deps.vault, onboardingId))?.accessToken) return 'not believed';
      await addToTimeline(tx, onboardingId, `item_${change}`, at ? { at: at.toISOString() } : {});
      if (afterMoney.includes(record.stage)) return 'recorded';
      const news = { webhook: webhook.id, itemId: route.id, change, ...(at && { at: at.toISOString() }) };
      return heard(await deps.cases.tell(onboardingId, itemChanged, news));
    }
    case 'identityVerificationChanged':
      return heard(await deps.cases.tell(onboardingId, identityVerificationChanged));
    case 'paymentChanged':
      if ((await deps.cases.tell(onboardingId, paymentChanged)) === 'told') return 'told';
      return openAgain(deps, tx, record, route.id);
  }
}

const heard = (answer: 'told' | 'over'): Told => (answer === 'told' ? 'told' : 'case closed');

/** A bank may reject what it has taken, and take what nobody waited for any longer: the process reads what is true. */
async function openAgain({ cases }: TellDeps, tx: Db, record: CaseRecord, paymentId: string): Promise<Told> {
  const { id: onboardingId, tenantId, userId, policy, outcome, funding } = record;
  const payment = (await paymentsOfCase(tx, onboardingId)).find((one) => one.paymentId === paymentId);
  if (!outcome || !payment?.status || !mayTurn(outcome, payment.status)) return 'case closed';
  const start = { onboardingId, tenantId, userId, policy, linkTokenExpiresAt: null, payment: { paymentId, outcome } };
  await cases.start(start, funding);
  return 'opened again';
}

/** An account that is not read yet will be read as it is then. */
async function concernsCase(tx: Db, onboardingId: string, { accountIds }: ItemTell): Promise<boolean> {
  if (!accountIds) return true;
  const account = await accountOfCase(tx, onboardingId);
  return account !== null && accountIds.includes(account.accountId);
}

async function stillPermitted({ vault, plaid }: TellDeps, tx: Db, onboardingId: string): Promise<boolean> {
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
