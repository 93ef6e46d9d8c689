// Moves the money, once. The worker stores every key before the call that uses it. It settles an unknown result by a
// read before it tries again. And Plaid makes at most one transfer per authorization.
import { type AuthorizationRecord, mayHaveOpenCall } from '../../db/transfers/authorizations.ts';
import { Failure, withoutOpenCall } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import { isStaleLogin, notEnough, type Ruling, ruleOn } from '../../domain/transfers/authorization.ts';
import { beginDataProducts } from '../data/data-products.ts';
import type { Deps } from '../deps.ts';
import { permitted } from '../on-record.ts';
import type { MoneyActivities, MoneyMoved } from '../types.ts';
import { type Authorized, authorizations, movedOn, networkFor, type TransferStep } from './authorizations.ts';
import { awaitTenant } from './await-tenant.ts';
import { createTransfer } from './create-transfer.ts';
import { earlierTransfer } from './earlier-transfer.ts';
import { endings } from './no-transfer.ts';
import { type Recorded, readRecord } from './read-record.ts';
import { recordSent } from './record-sent.ts';

type At = TransferStep & { onboardingId: string; riskAccepted: boolean; unanswered: boolean };
type LetGo = ReturnType<typeof authorizations>['letGo'];
/** The applicant permits the use of the account. */
type Usable = Recorded & { accessToken: Secret };

export function moneyMover(deps: Deps): MoneyActivities['moveMoney'] {
  const { db, vault, plaid, cases } = deps;
  const { existing, requestNew, letGo } = authorizations({ db, vault, plaid });
  const { decline, review, stop, waitFor } = endings(db, letGo);

  /** Null when the record has changed, so that the step begins again. */
  async function moveMoney(at: At): Promise<MoneyMoved | null> {
    const recorded = await readRecord(deps, at);
    const earlier = await earlierTransfer(deps, recorded, at);
    if (earlier) return earlier;
    if (recorded.theCase.stage === 'closed') return endedBefore(recorded, letGo);
    const last = recorded.asked[0] ?? null;
    const stopped = await stop(recorded, at, last);
    if (stopped) return stopped;
    const about = permitted(recorded);
    refuseForNow(about, last);
    await beginDataProducts({ db, cases }, about.theCase, about.itemId);
    const authorization = await existing(about, last);
    if (authorization) return goOn(authorization, about, at);
    const network = await networkFor(deps, about, last);
    if (!network) return decline(about.theCase, at, 'rtp_not_supported');
    // Null: another try of this step has stored its key first.
    const fresh = await requestNew(about, last, network, at);
    return fresh && goOn(fresh, about, at);
  }

  async function goOn(authorization: Authorized, about: Usable, at: At): Promise<MoneyMoved | null> {
    const { theCase, asked } = about;
    const ruling = rulingOn(authorization, about, at);
    switch (ruling.do) {
      case 'create': {
        const made = await createOnceConfirmed(deps, authorization, about, at);
        if (made !== 'ledger_too_low') return made;
        return waitFor('ledger_balance', theCase, at, [{ ...authorization, rationale: notEnough }, ...asked]);
      }
      case 'ask_person':
        throw askPerson(authorization);
      case 'repair_login':
        await letGo(authorization);
        throw signInAgain(authorization);
      case 'review':
        return review(theCase, at, ruling.reason);
      case 'wait':
        return waitFor(ruling.for, theCase, at, [authorization, ...asked]);
      case 'fall_back':
        await requestNew(about, authorization, { network: ruling.to, because: ruling.because }, at);
        return null;
      case 'decline':
        if (authorization.decision === 'approved') await letGo(authorization);
        return decline(theCase, at, ruling.reason);
    }
  }

  return async ({ transferNumber = 1, riskAccepted = false, unanswered = false, ...at }) => {
    try {
      let moved: MoneyMoved | null = null;
      while (!moved) moved = await moveMoney({ ...at, transferNumber, riskAccepted, unanswered });
      return moved;
    } catch (error) {
      throw (await mayHaveOpenCall(db, at.onboardingId)) ? error : withoutOpenCall(error);
    }
  };
}

function rulingOn(authorization: Authorized, { theCase, asked }: Recorded, { riskAccepted }: At): Ruling {
  return ruleOn(authorization, {
    policy: theCase.policy.money,
    direction: theCase.funding.direction,
    riskAccepted,
    loginRepaired: asked.some(({ key, rationale }) => key !== authorization.key && isStaleLogin(rationale)),
  });
}

/** Throws if the account has to be read again first, or the applicant has to sign in. */
function refuseForNow(about: Usable, last: AuthorizationRecord | null): void {
  // With an approval, a create may be in flight. Without one, nothing new may use the account that the bank has
  // changed.
  if (about.changedAt && last?.decision !== 'approved') throw readAgain();
  if (last && waitsForLogin(last, about)) throw signInAgain(last);
}

/** Null when the step has to begin again. `ledger_too_low`: our Ledger at Plaid no longer covers the credit. */
async function createOnceConfirmed(
  deps: Deps,
  authorization: Authorized,
  about: Usable,
  at: At,
): Promise<MoneyMoved | 'ledger_too_low' | null> {
  const held = await awaitTenant(deps.db, about, at);
  if (held !== 'confirmed') return held;
  const made = await createTransfer(deps, about, authorization);
  return made && made !== 'ledger_too_low' ? recordSent(deps, made, about, at) : made;
}

/** Returns the ending on record, from an earlier try of this step or from another cause meanwhile. */
async function endedBefore({ theCase, asked }: Recorded, letGo: LetGo): Promise<MoneyMoved> {
  const { outcome, reason } = theCase;
  const [last] = asked;
  if (last?.decision === 'approved' && last.usedAgo === null) await letGo(last);
  const byTenant = reason === 'refused_by_tenant' || reason === 'not_confirmed';
  if (!byTenant && outcome !== 'declined' && outcome !== 'abandoned' && outcome !== 'returned') throw movedOn();
  return { result: outcome ?? 'cancelled', reason };
}

/** The case cancelled this authorization because the login is stale, and the applicant has not signed in since. */
function waitsForLogin(last: AuthorizationRecord, { repairedAt }: { repairedAt: Date | null }): boolean {
  if (last.decision !== 'cancelled' || !isStaleLogin(last.rationale) || last.answeredAt === null) return false;
  return repairedAt === null || repairedAt < last.answeredAt;
}

const askPerson = ({ authorizationId, rationale }: Authorized) =>
  new Failure('needs-user', 'Plaid authorizes the transfer only after the applicant has acted in Link.', {
    code: rationale ?? 'user_action_required',
    repair: { mode: 'authorization', authorizationId },
  });

const signInAgain = ({ rationale }: Pick<AuthorizationRecord, 'rationale'>) =>
  new Failure(
    'needs-user',
    'Plaid could not check the risk of the transfer. The applicant has to sign in at the bank again.',
    {
      code: rationale ?? 'ITEM_LOGIN_REQUIRED',
      repair: { mode: 'update' },
    },
  );

const readAgain = () =>
  new Failure('conflict', 'The bank has changed this account. The case reads it again before it moves money.', {
    code: 'account_changed',
    repair: { mode: 'reread' },
  });
