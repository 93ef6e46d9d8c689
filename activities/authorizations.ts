// Plaid's decisions on a transfer. Each is asked for under a key that is stored first, and let go of where nothing comes
// of it.
import { readApplicant } from '../db/applicants.ts';
import {
  type AuthorizationRecord,
  answerAuthorization,
  authorizationsOfCase,
  retireAuthorization,
  storeAuthorizationKey,
} from '../db/authorizations.ts';
import { newId } from '../db/ids.ts';
import { type CaseRecord, lockCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { moveStage } from '../db/stages.ts';
import { addToTimeline } from '../db/timeline.ts';
import type { Decided } from '../domain/authorization.ts';
import { Failure } from '../domain/failure.ts';
import type { AchFunding, Network } from '../domain/onboarding.ts';
import type { Secret } from '../domain/secret.ts';
import type { Gateways } from './gateways.ts';

/** Plaid forgets a key after 48 hours and would make another authorization for it. */
const keySeconds = 47 * 3_600;

export type Payment = { theCase: CaseRecord<AchFunding>; accessToken: Secret; accountId: string };
/** Which of the case's transfers is to be made, and the step that makes it. */
export type Attempt = { step: number; attempt: number };
export type Authorized = Decided & { key: string; authorizationId: string; askedAgo: number };
/** `because` says why it is not the network that was tried before. */
type Wanted = { network: Network; because?: string };

export function authorizations({ pool, vault, plaid }: Pick<Gateways, 'pool' | 'vault' | 'plaid'>) {
  /** Plaid's answer under this key; asking again under it gives the same one. */
  async function ask(
    { theCase, accessToken, accountId }: Payment,
    { key, network, askedAgo }: Pick<AuthorizationRecord, 'key' | 'network' | 'askedAgo'>,
  ): Promise<Authorized> {
    const applicant = await readApplicant(pool, vault, theCase.id);
    const { direction, amountCents, achClass } = theCase.funding;
    const { authorizationId, decision, rationale } = await plaid.authorize({
      idempotencyKey: key,
      ...{ accessToken, accountId, direction, network, amountCents, achClass, applicant },
    });
    const answer = { key, authorizationId, decision, rationale: rationale?.code ?? null };
    await answerAuthorization(pool, answer);
    return { ...answer, network, askedAgo };
  }

  /** The answer that can be gone on with, asked for again under its key where it is not known. Null if there is none. */
  async function held(payment: Payment, last: AuthorizationRecord | null): Promise<Authorized | null> {
    // One for another account is of no use since the person has linked anew.
    if (!last || last.accountId !== payment.accountId) return null;
    const { authorizationId, decision, rationale } = last;
    // Not answered yet, or answered "ask the person": the same key and body bring the answer, or a fresh decision.
    if (authorizationId === null || decision === null || decision === 'user_action_required') {
      return last.askedAgo >= keySeconds ? null : ask(payment, last);
    }
    if (decision === 'retired' || decision === 'cancelled' || rationale === 'TRANSFER_LIMIT_REACHED') return null;
    // An approval is used however old it is: a create with it may be on its way, and only Plaid's refusal says that
    // no transfer can come of it any more. Replaced by our own clock, it could still move money beside its successor.
    return { ...last, authorizationId, decision: decision as Decided['decision'] };
  }

  /** Under a new key. Null if another try of this step has stored one meanwhile: then both go on under that one. */
  async function anew(
    payment: Payment,
    last: Pick<AuthorizationRecord, 'key'> | null,
    { network, because }: Wanted,
    { step, attempt }: Attempt,
  ): Promise<Authorized | null> {
    const onboardingId = payment.theCase.id;
    const key = newId('auth');
    const stored = await transaction(pool, async (tx) => {
      await lockCase(tx, onboardingId);
      const latest = (await authorizationsOfCase(tx, onboardingId)).find((one) => one.attempt === attempt);
      if (latest?.key !== last?.key) return false;
      if (!(await moveStage(tx, { onboardingId, step, stage: 'authorizing' }))) throw movedOn();
      await storeAuthorizationKey(tx, { key, onboardingId, accountId: payment.accountId, attempt, network });
      if (because) await addToTimeline(tx, onboardingId, 'network_fallback', { network, because });
      return true;
    });
    return stored ? ask(payment, { key, network, askedAgo: 0 }) : null;
  }

  return {
    held,
    anew,

    /** Marks it before Plaid is told: no transfer is made with it, whatever becomes of that call. */
    async letGo({ key, authorizationId }: Pick<AuthorizationRecord, 'key' | 'authorizationId'>): Promise<void> {
      await retireAuthorization(pool, key, 'cancelled');
      try {
        if (authorizationId) await plaid.cancelAuthorization(authorizationId);
      } catch (error) {
        // It would only have counted towards our limits until it expires by itself, within the hour.
        if (!(error instanceof Failure)) throw error;
      }
    },
  };
}

export const movedOn = () =>
  new Failure('conflict', 'The case has moved on or is closed: its money is not moved any more.', {
    code: 'case_moved_on',
  });
