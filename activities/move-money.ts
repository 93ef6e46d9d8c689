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
import type { CaseRecord } from '../db/onboardings.ts';
import { transferOfAttempt } from '../db/transfers.ts';
import { isStaleLogin, ruleOn, slowerThan } from '../domain/authorization.ts';
import { Failure, type FailureKind } from '../domain/failure.ts';
import { representmentWords } from '../domain/representment.ts';
import type { Secret } from '../domain/secret.ts';
import type { Transfer } from '../plaid/gateway.ts';
import { type Attempt, type Authorized, authorizations, movedOn } from './authorizations.ts';
import { beginDataProducts } from './data-products.ts';
import type { Gateways } from './gateways.ts';
import { caseOn, known, permitted } from './known.ts';
import { madeTransfer } from './made-transfer.ts';
import { endings } from './not-sent.ts';
import { recordTransfer, sent } from './record-transfer.ts';
import type { MoneyActivities, MoneyMoved } from './types.ts';

/** Plaid lets an authorization expire after one hour: a refusal from about then on is its end. */
const authorizationSeconds = 55 * 60;

const resultUnknown: FailureKind[] = ['uncertain', 'unavailable', 'busy'];

type At = Attempt & { onboardingId: string; riskAccepted: boolean };

export function moneyMover(gateways: Gateways): MoneyActivities['moveMoney'] {
  const { pool, vault, plaid, cases } = gateways;
  const { held, anew, letGo } = authorizations({ pool, vault, plaid });
  const { decline, review, stop, waitForReset } = endings(pool, letGo);

  async function payment({ onboardingId, attempt }: At) {
    const theCase = await caseOn('ach', { pool }, onboardingId);
    const { accessToken, itemId, repairedAt } = await known('Item', itemOfCase(pool, vault, onboardingId));
    const { accountId, changedAt } = await known('account', accountOfCase(pool, onboardingId));
    if (!(await ownerWasChecked(pool, onboardingId, accountId))) {
      throw new Failure('bug', 'Nobody has judged whose account this is.', { code: 'owner_not_checked' });
    }
    const all = await authorizationsOfCase(pool, onboardingId);
    const asked = all.filter((one) => one.attempt === attempt);
    const before = attempt === 1 ? null : await transferOfAttempt(pool, onboardingId, attempt - 1);
    if (attempt > 1 && !before?.followUp) throw notDue();
    // The same payment, presented again: only to the account that it came back from.
    const sameAccount = all.find((one) => one.authorizationId === before?.authorizationId)?.accountId === accountId;
    const retry = before?.followUp === 'represent' && sameAccount ? before.retry + 1 : 0;
    return { theCase, accessToken, itemId, repairedAt, accountId, changedAt, asked, retry };
  }
  type Recorded = Awaited<ReturnType<typeof payment>>;
  type Payment = Recorded & { accessToken: Secret };

  async function moveMoney(at: At): Promise<MoneyMoved> {
    const { onboardingId, attempt } = at;
    const recorded = await payment(at);
    const { theCase, itemId, asked } = recorded;
    const done = await transferOfAttempt(pool, onboardingId, attempt);
    if (done) return sent(done, itemId);

    const made = await madeTransfer(plaid, asked, recorded.accessToken && recorded.accountId);
    if (made) return record(made, recorded, at);
    const last = asked[0] ?? null;
    if (theCase.stage === 'closed') return endedBefore(theCase);
    const stopped = await stop(recorded, at, last);
    if (stopped) return stopped;
    const about = permitted(recorded);
    // A create may be under way for an approval; without one, nothing new may rest on what the bank has changed.
    if (about.changedAt && last?.decision !== 'approved') throw readAgain();
    if (last && waitsForLogin(last, about)) throw signInAgain(last);
    await beginDataProducts({ pool, cases }, theCase, itemId);

    const authorization = await held(about, last);
    if (authorization) return goOn(authorization, about, at);
    const network = await networkFor(about, last);
    if (!network) return decline(theCase, at, 'rtp_not_supported');
    const fresh = await anew(about, last, network, at);
    // Null: another try of this step was faster.
    return fresh ? goOn(fresh, about, at) : moveMoney(at);
  }

  async function goOn(authorization: Authorized, about: Payment, at: At): Promise<MoneyMoved> {
    const { theCase, asked } = about;
    const ruling = ruleOn(authorization, {
      policy: theCase.policy.money,
      riskAccepted: at.riskAccepted,
      loginRepaired: asked.some(({ key, rationale }) => key !== authorization.key && isStaleLogin(rationale)),
    });
    switch (ruling.do) {
      case 'create': {
        const transfer = await create(about, authorization);
        return transfer ? record(transfer, about, at) : moveMoney(at);
      }
      case 'ask_person':
        throw askPerson(authorization);
      case 'repair_login':
        await letGo(authorization);
        throw signInAgain(authorization);
      case 'review':
        return review(theCase, at, ruling.reason);
      case 'wait':
        return waitForReset(theCase, at, [authorization, ...asked]);
      case 'fall_back':
        await anew(about, authorization, { network: ruling.to, because: ruling.because }, at);
        return moveMoney(at);
      case 'decline':
        if (authorization.decision === 'approved') await letGo(authorization);
        return decline(theCase, at, ruling.reason);
    }
  }

  /** The network that another authorization is asked for on; null where there is none. */
  async function networkFor({ theCase, accessToken, accountId, retry }: Payment, last: AuthorizationRecord | null) {
    // Again on a pay-day by standard ACH, which draws in the morning after: hours later it may be gone.
    const wanted = retry > 0 ? 'ach' : theCase.funding.network;
    const network = last?.accountId === accountId ? last.network : wanted;
    if (network !== 'rtp' || (await plaid.supportsRtp(accessToken, accountId))) return { network };
    const slower = slowerThan(network, theCase.policy.money);
    return slower && { network: slower, because: 'rtp_not_supported' };
  }

  /** Null if the authorization has come to its end without a transfer. */
  async function create({ theCase, accessToken, accountId, retry }: Payment, authorization: Authorized) {
    const { key, authorizationId, network, askedAgo } = authorization;
    const { amountCents } = theCase.funding;
    const description = retry > 0 ? representmentWords(retry) : theCase.funding.description;
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
      if (askedAgo < authorizationSeconds) throw error;
      return null;
    }
  }

  async function record(transfer: Transfer, { theCase, itemId, retry }: Recorded, { step, attempt }: At) {
    return sent(await recordTransfer(gateways, transfer, theCase, { step, attempt, retry }), itemId);
  }

  return ({ attempt = 1, riskAccepted = false, ...at }) => moveMoney({ ...at, attempt, riskAccepted });
}

/** An ending that an earlier try of this step has recorded, or somebody meanwhile. */
function endedBefore({ outcome, reason }: CaseRecord): MoneyMoved {
  if (outcome !== 'declined' && outcome !== 'abandoned' && outcome !== 'returned') throw movedOn();
  return { result: outcome, reason: reason ?? outcome };
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

const notDue = () =>
  new Failure('bug', 'No transfer of the case has come back for another one to be made.', { code: 'attempt_not_due' });

const readAgain = () =>
  new Failure('conflict', 'The bank has changed this account: it is read again before money moves.', {
    code: 'account_changed',
    repair: { mode: 'reread' },
  });
