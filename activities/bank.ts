// Reading the bank: which account the person linked, whether it is proven, and whether it is theirs.

import { accountOfCase, upsertAccount } from '../db/accounts.ts';
import { insertItem, itemOfSession, recordItem } from '../db/items.ts';
import { latestFinishedLink, readPublicToken } from '../db/link-sessions.ts';
import { type CaseRecord, loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { moveStage, type StageMove } from '../db/stages.ts';
import { type AccountProof, proofOf } from '../domain/account.ts';
import { Failure } from '../domain/failure.ts';
import { waits } from '../domain/onboarding.ts';
import { daysAfter } from '../domain/policy.ts';
import type { Secret } from '../domain/secret.ts';
import type { BankAccount } from '../plaid/gateway.ts';
import type { Gateways } from './gateways.ts';
import { known, permitted, permittedItem } from './known.ts';
import { matchOwner } from './match-owner.ts';
import type { BankActivities } from './types.ts';

export function bankActivities({ pool, vault, plaid }: Gateways): BankActivities {
  /** The access token is stored before anything else is asked: a public token is good for one exchange. */
  async function exchangedItem(onboardingId: string): Promise<{ itemId: string; accessToken: Secret }> {
    const session = await latestFinishedLink(pool, onboardingId);
    if (!session) throw linkAgain('link_without_token', 'No finished Link session holds a public token.');
    const item = await itemOfSession(pool, vault, session);
    if (item) return permitted(item);
    const publicToken = await known('public token', readPublicToken(pool, vault, session));
    const exchanged = await plaid.exchangePublicToken(publicToken);
    await transaction(pool, (tx) => insertItem(tx, vault, { ...exchanged, onboardingId, session, institution: null }));
    return exchanged;
  }

  return {
    async readAccount({ onboardingId, step, depositArrives }) {
      const { itemId, accessToken } = await exchangedItem(onboardingId);
      const changedAt = (await accountOfCase(pool, onboardingId))?.changedAt ?? null;
      const item = await plaid.readItem(accessToken);
      await recordItem(pool, item);
      const account = chosenAccount(await plaid.readAccounts(accessToken));
      const { accountId, verificationStatus: status } = account;
      const proof = proofOf(status);
      const usable = proof === 'proven' || proof === 'caution';
      const numbers = usable ? await plaid.readNumbers(accessToken, accountId) : null;
      await transaction(pool, async (tx) => {
        await upsertAccount(tx, vault, { ...account, itemId, onboardingId, numbers, changedAt });
        const record = await known('case', loadCase(tx, onboardingId));
        const move = afterReading(proof, record, depositArrives);
        if (move) await moveStage(tx, { onboardingId, step, ...move });
      });
      return { itemId, accountId, proof, status };
    },

    async checkItem({ onboardingId }) {
      const { accessToken } = await permittedItem({ pool, vault }, onboardingId);
      await recordItem(pool, await plaid.readItem(accessToken));
    },

    matchOwner: matchOwner({ pool, vault, plaid }),
  };
}

type Move = Pick<StageMove, 'stage'> & Partial<StageMove>;

/** Null where the record stays as it is: what becomes of the case is not decided by this. */
function afterReading(
  proof: AccountProof,
  { stage, waitingFor, policy }: CaseRecord,
  depositArrives: string | undefined,
): Move | null {
  const inReview: Move = {
    ...{ stage: 'in_review', waitingFor: waits.review, waitingUntil: daysAfter(new Date(), policy.reviewWithin) },
  };
  switch (proof) {
    case 'proven':
      return { stage: 'matching_identity' };
    case 'caution':
      return policy.databaseCaution === 'review' ? inReview : null;
    case 'automatic':
    case 'manual': {
      // Once the person is asked to confirm, a look changes nothing about that.
      if (stage === 'awaiting_micro_deposits' && (waitingFor === waits.verification || !depositArrives)) return null;
      const waitingUntil = depositArrives ? new Date(depositArrives) : daysAfter(new Date(), policy.provenWithin);
      return { stage: 'awaiting_micro_deposits', waitingFor: waits.deposits, waitingUntil };
    }
    case 'refused':
      return null;
  }
}

/** Link asks for one account. Should a person have shared more, the first checking account is meant, else the first. */
function chosenAccount(accounts: BankAccount[]): BankAccount {
  const depository = accounts.filter(({ type }) => type === 'depository');
  const account = depository.find(({ subtype }) => subtype === 'checking') ?? depository[0];
  if (account) return account;
  throw linkAgain('no_depository_account', 'The person shared no checking or savings account.');
}

const linkAgain = (code: string, message: string) =>
  new Failure('needs-user', `${message} They have to link again.`, { code, repair: { mode: 'new' } });
