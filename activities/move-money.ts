// Moving the money, once. Every key is stored before the call that uses it, an unknown result is settled by a read
// before anything is tried again, and a transfer belongs to its authorization: Plaid makes one per authorization.

import { accountOfCase } from '../db/accounts.ts';
import {
  type AuthorizationRecord,
  authorizationsOfCase,
  retireAuthorization,
  useAuthorization,
} from '../db/authorizations.ts';
import { ownerWasChecked } from '../db/identity-checks.ts';
import { itemOfCase } from '../db/items.ts';
import { transferOfCase } from '../db/transfers.ts';
import { isStaleLogin, ruleOn, slowerThan } from '../domain/authorization.ts';
import { Failure, type FailureKind } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';
import { type Authorized, ageOf, authorizations, movedOn } from './authorizations.ts';
import { beginDataProducts } from './data-products.ts';
import type { Gateways } from './gateways.ts';
import { caseOn, known, permitted } from './known.ts';
import { madeTransfer } from './made-transfer.ts';
import { endings } from './not-sent.ts';
import { recordTransfer, sent } from './record-transfer.ts';
import type { MoneyActivities, MoneyMoved } from './types.ts';

/** Plaid lets an authorization expire after one hour: a refusal from about then on is its end. */
const authorizationLife = 55 * 60_000;

const resultUnknown: FailureKind[] = ['uncertain', 'unavailable', 'busy'];

type At = Parameters<MoneyActivities['moveMoney']>[0];

export function moneyMover({ pool, vault, plaid, cases }: Gateways): MoneyActivities['moveMoney'] {
  const { held, anew, letGo } = authorizations({ pool, vault, plaid });
  const { decline, review, revoked, waitForReset } = endings(pool, letGo);

  async function payment(onboardingId: string) {
    const theCase = await caseOn('ach', { pool }, onboardingId);
    const { accessToken, itemId, repairedAt } = await known('Item', itemOfCase(pool, vault, onboardingId));
    const { accountId, changedAt } = await known('account', accountOfCase(pool, onboardingId));
    if (!(await ownerWasChecked(pool, onboardingId, accountId))) {
      throw new Failure('bug', 'Nobody has judged whose account this is.', { code: 'owner_not_checked' });
    }
    return { theCase, accessToken, itemId, repairedAt, accountId, changedAt };
  }
  type Payment = Awaited<ReturnType<typeof payment>> & { accessToken: Secret };

  async function moveMoney(at: At): Promise<MoneyMoved> {
    const { onboardingId, step } = at;
    const recorded = await payment(onboardingId);
    const { theCase, itemId } = recorded;
    const done = await transferOfCase(pool, onboardingId);
    if (done) return sent(done, itemId);

    const asked = await authorizationsOfCase(pool, onboardingId);
    const made = await madeTransfer(plaid, asked, recorded.accessToken && recorded.accountId);
    if (made) return sent(await recordTransfer({ pool, vault }, made, theCase, step), itemId);
    const last = asked[0] ?? null;
    const { stage, outcome, reason } = theCase;
    if (stage === 'closed' && (outcome === 'declined' || outcome === 'abandoned')) {
      return { result: outcome, reason: reason ?? outcome };
    }
    if (stage === 'closed') throw movedOn();
    if (!recorded.accessToken) return revoked(theCase, step, last);
    const about = permitted(recorded);
    // A create may be under way for an approval; without one, nothing new may rest on what the bank has changed.
    if (about.changedAt && last?.decision !== 'approved') throw readAgain();
    if (last && waitsForLogin(last, about)) throw signInAgain(last);
    await beginDataProducts({ pool, cases }, theCase, itemId);

    const authorization = await held(about, last);
    if (authorization) return goOn(authorization, about, asked, at);
    const network = await networkFor(about, last);
    if (!network) return decline(theCase, step, 'rtp_not_supported');
    const fresh = await anew(about, last, network, step);
    // Null: another try of this step was faster.
    return fresh ? goOn(fresh, about, asked, at) : moveMoney(at);
  }

  async function goOn(
    authorization: Authorized,
    about: Payment,
    asked: AuthorizationRecord[],
    at: At,
  ): Promise<MoneyMoved> {
    const { theCase, itemId } = about;
    const ruling = ruleOn(authorization, {
      policy: theCase.policy.money,
      riskAccepted: at.riskAccepted ?? false,
      loginRepaired: asked.some(({ key, rationale }) => key !== authorization.key && isStaleLogin(rationale)),
    });
    switch (ruling.do) {
      case 'create': {
        const transfer = await create(about, authorization);
        return transfer
          ? sent(await recordTransfer({ pool, vault }, transfer, theCase, at.step), itemId)
          : moveMoney(at);
      }
      case 'ask_person':
        throw askPerson(authorization);
      case 'repair_login':
        await letGo(authorization);
        throw signInAgain(authorization);
      case 'review':
        return review(theCase, at.step, ruling.reason);
      case 'wait':
        return waitForReset(theCase, at.step, [authorization, ...asked]);
      case 'fall_back':
        await anew(about, authorization, { network: ruling.to, because: ruling.because }, at.step);
        return moveMoney(at);
      case 'decline':
        if (authorization.decision === 'approved') await letGo(authorization);
        return decline(theCase, at.step, ruling.reason);
    }
  }

  /** The network that another authorization is asked for on; null where there is none. */
  async function networkFor({ theCase, accessToken, accountId }: Payment, last: AuthorizationRecord | null) {
    const network = last?.accountId === accountId ? last.network : theCase.funding.network;
    if (network !== 'rtp' || (await plaid.supportsRtp(accessToken, accountId))) return { network };
    const slower = slowerThan(network, theCase.policy.money);
    return slower && { network: slower, because: 'rtp_not_supported' };
  }

  /** Null if the authorization has come to its end without a transfer. */
  async function create({ theCase, accessToken, accountId }: Payment, authorization: Authorized) {
    const { key, authorizationId, network, askedAt } = authorization;
    const { amountCents, description } = theCase.funding;
    await useAuthorization(pool, key);
    try {
      return await plaid.createTransfer({
        ...{ authorizationId, accessToken, accountId, network, amountCents, description },
        metadata: { onboarding_id: theCase.id },
      });
    } catch (error) {
      if (!(error instanceof Failure) || resultUnknown.includes(error.kind)) throw error;
      // Plaid has refused. No code of its own says that the authorization is what it refuses (expired, say), so the
      // next try asks for another one.
      await retireAuthorization(pool, key, 'retired');
      if (ageOf(askedAt) < authorizationLife) throw error;
      return null;
    }
  }

  return moveMoney;
}

/** It was let go of because the login is stale, and nobody has signed in since. */
function waitsForLogin(last: AuthorizationRecord, { repairedAt }: { repairedAt: Date | null }): boolean {
  if (last.decision !== 'cancelled' || !isStaleLogin(last.rationale) || last.answeredAt === null) return false;
  return repairedAt === null || repairedAt < last.answeredAt;
}

const askPerson = ({ authorizationId, rationale }: Authorized) =>
  new Failure('needs-user', 'Plaid wants the person to act before it authorizes the transfer.', {
    code: rationale ?? 'user_action_required',
    repair: { mode: 'authorization', authorizationId },
  });

const signInAgain = ({ rationale }: Pick<AuthorizationRecord, 'rationale'>) =>
  new Failure('needs-user', 'Plaid could not check the risk of the transfer: the person has to sign in again.', {
    code: rationale ?? 'ITEM_LOGIN_REQUIRED',
    repair: { mode: 'update' },
  });

const readAgain = () =>
  new Failure('conflict', 'The bank has changed this account: it is read again before money moves.', {
    code: 'account_changed',
    repair: { mode: 'reread' },
  });
