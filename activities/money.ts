// Moving the money, once. Every key is stored before the call that uses it, an unknown result is settled by a read
// before anything is tried again, and a transfer belongs to its authorization: Plaid makes one per authorization.

import { accountOfCase } from '../db/accounts.ts';
import { readApplicant } from '../db/applicants.ts';
import {
  type AuthorizationRecord,
  answerAuthorization,
  authorizationsOfCase,
  latestAuthorization,
  retireAuthorization,
  storeAuthorizationKey,
} from '../db/authorizations.ts';
import { ownerWasChecked } from '../db/identity-checks.ts';
import { newId } from '../db/ids.ts';
import { itemOfCase } from '../db/items.ts';
import { type CaseRecord, lockCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { moveStage, recordStanding } from '../db/stages.ts';
import { applyTransferEvents, insertTransfer, transferOfCase, updateTransfer } from '../db/transfers.ts';
import { Failure, type FailureKind } from '../domain/failure.ts';
import { waits } from '../domain/onboarding.ts';
import type { Secret } from '../domain/secret.ts';
import type { Authorization, Transfer } from '../plaid/gateway.ts';
import { beginDataProducts } from './data-products.ts';
import type { Gateways } from './gateways.ts';
import { caseOn, known, permitted } from './known.ts';
import { madeTransfer } from './made-transfer.ts';
import type { CaseStep, MoneyActivities } from './types.ts';

const minute = 60_000;
/** Plaid lets an authorization expire after one hour: a refusal from about then on is its end. */
const authorizationLife = 55 * minute;
/** Plaid forgets a key after 48 hours and would make another authorization for it. */
const keyLife = 47 * 60 * minute;

/** Longer than any call to Plaid can take to have its effect: ours give up after half a minute. */
const callLife = 2 * minute;

const resultUnknown: FailureKind[] = ['uncertain', 'unavailable', 'busy'];

type Usable = Authorization & { key: string; askedAt: Date };
const ageOf = (askedAt: Date) => Date.now() - askedAt.getTime();

export function moneyActivities({ pool, vault, plaid, cases }: Gateways): MoneyActivities {
  async function payment(onboardingId: string) {
    const theCase = await caseOn('ach', { pool }, onboardingId);
    const { accessToken, itemId } = await known('Item', itemOfCase(pool, vault, onboardingId));
    const { accountId, changedAt } = await known('account', accountOfCase(pool, onboardingId));
    if (!(await ownerWasChecked(pool, onboardingId, accountId))) {
      throw new Failure('bug', 'Nobody has judged whose account this is.', { code: 'owner_not_checked' });
    }
    return { theCase, accessToken, itemId, accountId, changedAt };
  }
  type Recorded = Awaited<ReturnType<typeof payment>>;
  type Payment = Recorded & { accessToken: Secret };

  /** Plaid's answer under this key; asking again under it gives the same one. */
  async function authorize({ theCase, accessToken, accountId }: Payment, key: string): Promise<Authorization> {
    const applicant = await readApplicant(pool, vault, theCase.id);
    const { direction, network, amountCents, achClass } = theCase.funding;
    const authorization = await plaid.authorize({
      idempotencyKey: key,
      ...{ accessToken, accountId, direction, network, amountCents, achClass, applicant },
    });
    const { authorizationId, decision, rationale } = authorization;
    await answerAuthorization(pool, { key, authorizationId, decision, rationale: rationale?.code ?? null });
    return authorization;
  }

  /** Under a new key, unless another try of this step has stored one meanwhile: then both go on under that one. */
  async function authorizeAnew(payment: Payment, last: AuthorizationRecord | null, step: number): Promise<Usable> {
    const { theCase, accountId } = payment;
    const onboardingId = theCase.id;
    const key = newId('auth');
    const overtaking = await transaction(pool, async (tx) => {
      await lockCase(tx, onboardingId);
      const latest = await latestAuthorization(tx, onboardingId);
      if (latest?.key !== last?.key) return latest;
      if (!(await moveStage(tx, { onboardingId, step, stage: 'authorizing' }))) throw movedOn();
      await storeAuthorizationKey(tx, { key, onboardingId, accountId });
      return null;
    });
    if (overtaking) return currentAuthorization(payment, overtaking, step);
    return { key, askedAt: new Date(), ...(await authorize(payment, key)) };
  }

  /** Null if the authorization has come to its end without a transfer. */
  async function create(payment: Payment, { key, authorizationId, askedAt }: Usable): Promise<Transfer | null> {
    const { theCase, accessToken, accountId } = payment;
    const { id, funding } = theCase;
    const { amountCents, description } = funding;
    try {
      const metadata = { onboarding_id: id };
      return await plaid.createTransfer({
        authorizationId,
        accessToken,
        accountId,
        amountCents,
        description,
        metadata,
      });
    } catch (error) {
      if (!(error instanceof Failure) || resultUnknown.includes(error.kind)) throw error;
      // Plaid has refused. No code of its own says that the authorization is what it refuses (expired, say), so the
      // next try asks for another one.
      await retireAuthorization(pool, key);
      if (ageOf(askedAt) < authorizationLife) throw error;
      return null;
    }
  }

  async function record(transfer: Transfer, { theCase, itemId }: Recorded, step: number) {
    const onboardingId = theCase.id;
    const recorded = await transaction(pool, async (tx) => {
      // Two tries may record the same transfer at once; an upsert arbitrates over one unique index only.
      await lockCase(tx, onboardingId);
      await insertTransfer(tx, { ...transfer, onboardingId });
      await moveStage(tx, { onboardingId, step, stage: 'transferring', waitingFor: waits.settlement });
      // The feed may have read events of this transfer before we knew that it is ours.
      const state = await applyTransferEvents(tx, transfer.transferId);
      if (state) await recordStanding(tx, state);
      return known('transfer', transferOfCase(tx, onboardingId));
    });
    return sent(recorded, itemId);
  }

  async function moveMoney({ onboardingId, step }: CaseStep): ReturnType<MoneyActivities['moveMoney']> {
    const recorded = await payment(onboardingId);
    const done = await transferOfCase(pool, onboardingId);
    if (done) return sent(done, recorded.itemId);

    const authorizations = await authorizationsOfCase(pool, onboardingId);
    const accountId = recorded.accessToken && recorded.accountId;
    const made = await madeTransfer(plaid, authorizations, accountId);
    if (made) return record(made, recorded, step);
    const last = authorizations[0] ?? null;
    const { stage, outcome, reason, funding } = recorded.theCase;
    if (stage === 'closed' && (outcome === 'declined' || outcome === 'abandoned')) {
      return { result: outcome, reason: reason ?? outcome };
    }
    if (stage === 'closed') throw movedOn();
    if (!recorded.accessToken) return revoked(recorded.theCase, last, step);
    const about = permitted(recorded);
    // A create may be under way for an approval; without one, nothing new may rest on what the bank has changed.
    if (recorded.changedAt && last?.decision !== 'approved') throw readAgain();

    await beginDataProducts({ pool, cases }, about.theCase, about.itemId);

    const declined = (reason: string) => decline(about.theCase, step, reason);
    if (funding.network === 'rtp' && !(await plaid.supportsRtp(about.accessToken, about.accountId))) {
      return declined('rtp_not_supported');
    }
    const authorization = await currentAuthorization(about, last, step);
    const { decision, rationale, authorizationId } = authorization;
    if (decision === 'declined') return declined(rationale?.code ?? 'declined');
    if (decision === 'user_action_required') throw askPerson(authorizationId, rationale?.code);
    // An approval with a rationale means that the risk check did not run. Nobody has decided to carry that risk.
    if (rationale) return declined(`risk_not_checked: ${rationale.code}`);
    const transfer = await create(about, authorization);
    return transfer ? record(transfer, about, step) : moveMoney({ onboardingId, step });
  }

  return {
    moveMoney,

    async checkTransfer({ onboardingId, transferId, now }) {
      const read = await known('transfer at Plaid', plaid.findTransfer({ transferId }));
      return transaction(pool, async (tx) => {
        const { standing, watchUntil } = await updateTransfer(tx, read);
        await recordStanding(tx, { onboardingId, standing, watchUntil, now: new Date(now) });
        return { standing, watchUntil: watchUntil.toISOString(), closed: new Date(now) >= watchUntil };
      });
    },
  };

  async function currentAuthorization(about: Payment, last: AuthorizationRecord | null, step: number): Promise<Usable> {
    // One for another account is of no use since the person has linked anew.
    if (last?.accountId !== about.accountId) return authorizeAnew(about, last, step);
    const { key, askedAt, authorizationId, decision, rationale } = last;
    // Not answered yet, or answered "ask the person": the same key and body bring the answer, or a fresh decision.
    if (authorizationId === null || decision === null || decision === 'user_action_required') {
      const forgotten = ageOf(askedAt) >= keyLife;
      return forgotten ? authorizeAnew(about, last, step) : { key, askedAt, ...(await authorize(about, key)) };
    }
    if (decision === 'retired') return authorizeAnew(about, last, step);
    // An approval is used however old it is: a create with it may be on its way, and only Plaid's refusal says that
    // no transfer can come of it any more. Replaced by our own clock, it could still move money beside its successor.
    return {
      key,
      askedAt,
      authorizationId,
      decision: decision as Authorization['decision'],
      rationale: rationale ? { code: rationale, description: '' } : null,
    };
  }

  async function decline(theCase: CaseRecord, step: number, reason: string) {
    await moveStage(pool, { onboardingId: theCase.id, step, stage: 'closed', outcome: 'declined', reason });
    return { result: 'declined', reason } as const;
  }

  /** Without the token nothing new can be asked for; but what was asked for may still be on its way. */
  async function revoked(theCase: CaseRecord, last: AuthorizationRecord | null, step: number) {
    if (last && ageOf(last.askedAt) < callLife) {
      const code = 'permission_revoked';
      throw new Failure('uncertain', 'Permission was taken back while a transfer may be on its way.', { code });
    }
    const reason = 'permission_revoked';
    await moveStage(pool, { onboardingId: theCase.id, step, stage: 'closed', outcome: 'abandoned', reason });
    return { result: 'abandoned', reason } as const;
  }
}

const sent = ({ transferId, watchUntil }: { transferId: string; watchUntil: Date }, itemId: string) =>
  ({
    result: 'sent',
    transfer: { transferId, itemId, standing: 'moving', watchUntil: watchUntil.toISOString() },
  }) as const;

const askPerson = (authorizationId: string, code = 'user_action_required') =>
  new Failure('needs-user', 'Plaid wants the person to act before it authorizes the transfer.', {
    code,
    repair: { mode: 'authorization', authorizationId },
  });

const readAgain = () =>
  new Failure('conflict', 'The bank has changed this account: it is read again before money moves.', {
    code: 'account_changed',
    repair: { mode: 'reread' },
  });

const movedOn = () =>
  new Failure('conflict', 'The case has moved on or is closed: its money is not moved any more.', {
    code: 'case_moved_on',
  });
