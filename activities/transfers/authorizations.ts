// Plaid's decisions on a transfer. The worker stores a key before it asks Plaid under that key, and cancels a decision
// that it does not use.
import { readApplicant } from '../../db/case/applicants.ts';
import { type CaseRecord, lockCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { transaction } from '../../db/pool.ts';
import {
  type AuthorizationRecord,
  answerAuthorization,
  authorizationKey,
  authorizationsOfCase,
  retireAuthorization,
  storeAuthorizationKey,
} from '../../db/transfers/authorizations.ts';
import type { AchFunding, Network } from '../../domain/case/onboarding.ts';
import { Failure } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import { type Decided, rulesetFor, slowerThan, waitAfter } from '../../domain/transfers/authorization.ts';
import type { Deps } from '../deps.ts';

/** Plaid forgets a key after 48 hours, and would then make another authorization under it. */
const keySeconds = 47 * 3_600;

export type TransferContext = { theCase: CaseRecord<AchFunding>; accessToken: Secret; accountId: string };
/** The number of the transfer within its case, and the step that makes it. */
export type TransferStep = { step: number; transferNumber: number };
export type Authorized = Decided & { key: string; authorizationId: string; askedAgo: number };
/** `because` says why this is not the network that the case tried before. */
type Wanted = { network: Network; because?: string };

export function authorizations({ db, vault, plaid }: Pick<Deps, 'db' | 'vault' | 'plaid'>) {
  /** Returns Plaid's answer under this key. Plaid repeats its answer when asked again under the key. */
  async function ask(
    { theCase, accessToken, accountId }: TransferContext,
    { key, network, askedAgo }: Pick<AuthorizationRecord, 'key' | 'network' | 'askedAgo'>,
  ): Promise<Authorized> {
    const applicant = await readApplicant(db, vault, theCase.id);
    const { direction, amountCents, achClass } = theCase.funding;
    const answer = await plaid.authorize({
      idempotencyKey: key,
      ...{ accessToken, accountId, direction, network, amountCents, achClass, applicant },
      ruleset: rulesetFor(direction, theCase.policy.money),
    });
    await answerAuthorization(db, { ...answer, key });
    const { authorizationId, decision, rationale } = answer;
    return { key, authorizationId, decision, rationale, network, askedAgo };
  }

  /**
   * Returns the answer that the case can still use, and asks Plaid again under its key if the answer is unknown.
   * Null if there is none.
   */
  async function existing(context: TransferContext, last: AuthorizationRecord | null): Promise<Authorized | null> {
    // The applicant has linked another account since, and an authorization is for one account.
    if (!last || last.accountId !== context.accountId) return null;
    const { authorizationId, decision, rationale } = last;
    // Plaid has not answered, or has asked for the applicant. The key and the body as before bring the answer, or a new
    // decision.
    if (authorizationId === null || decision === null || decision === 'user_action_required') {
      return last.askedAgo >= keySeconds ? null : ask(context, last);
    }
    if (decision === 'retired' || decision === 'cancelled') return null;
    if (decision === 'declined' && waitAfter(rationale, context.theCase.funding.direction)) return null;
    // The case uses an approval of any age. A create with it may be in flight, and only Plaid's refusal proves that it
    // can make no transfer. If our clock replaced it, both it and its successor could move money.
    return { ...last, authorizationId, decision: decision as Decided['decision'] };
  }

  /**
   * Asks Plaid under a new key. Null if another try of this step has stored a key meanwhile: then both tries use that
   * one.
   */
  async function requestNew(
    context: TransferContext,
    last: Pick<AuthorizationRecord, 'key'> | null,
    { network, because }: Wanted,
    { step, transferNumber }: TransferStep,
  ): Promise<Authorized | null> {
    const { id: onboardingId, funding, policy } = context.theCase;
    const ruleset = rulesetFor(funding.direction, policy.money);
    const key = await transaction(db, async (tx) => {
      await lockCase(tx, onboardingId);
      const all = await authorizationsOfCase(tx, onboardingId);
      const latest = all.find((one) => one.transferNumber === transferNumber);
      if (latest?.key !== last?.key) return null;
      if (!(await moveStage(tx, { onboardingId, step, stage: 'authorizing' }))) throw movedOn();
      const { accountId } = context;
      const next = authorizationKey(onboardingId, all.length + 1);
      await storeAuthorizationKey(tx, { key: next, onboardingId, accountId, transferNumber, network, ruleset });
      if (because) await addToTimeline(tx, onboardingId, 'network_fallback', { network, because });
      return next;
    });
    return key === null ? null : ask(context, { key, network, askedAgo: 0 });
  }

  return {
    existing,
    requestNew,

    /** Marks the authorization before it calls Plaid, so that no transfer uses it even if that call fails. */
    async letGo({ key, authorizationId }: Pick<AuthorizationRecord, 'key' | 'authorizationId'>): Promise<void> {
      await retireAuthorization(db, key, 'cancelled');
      try {
        if (authorizationId) await plaid.cancelAuthorization(authorizationId);
      } catch (error) {
        // The authorization only counts towards our limits until it expires by itself, within the hour.
        if (!(error instanceof Failure)) throw error;
      }
    },
  };
}

/**
 * Returns the network for another authorization, or null when there is none. `reinitiations` counts those so far,
 * this entry included: 0 to 2.
 */
export async function networkFor(
  { plaid }: Pick<Deps, 'plaid'>,
  { theCase, accessToken, accountId, reinitiations }: TransferContext & { reinitiations: number },
  last: AuthorizationRecord | null,
): Promise<Wanted | null> {
  // A reinitiation on a pay-day uses standard ACH, which debits the next morning, before the money may be gone.
  const wanted = reinitiations > 0 ? 'ach' : theCase.funding.network;
  const network = last?.accountId === accountId ? last.network : wanted;
  if (network !== 'rtp' || (await plaid.supportsRtp(accessToken, accountId))) return { network };
  const slower = slowerThan(network, theCase.policy.money);
  return slower && { network: slower, because: 'rtp_not_supported' };
}

export const movedOn = () =>
  new Failure('conflict', 'The case has moved on or is closed, so this step may no longer move its money.', {
    code: 'case_moved_on',
  });
