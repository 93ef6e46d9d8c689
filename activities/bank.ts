// Reading the bank: which account the person linked, whether it is proven, and whether it is theirs.

import { accountOfCase, upsertAccount } from '../db/accounts.ts';
import { insertItem, itemOfSession, recordItem } from '../db/items.ts';
import { latestFinishedLink, readPublicToken } from '../db/link-sessions.ts';
import { type CaseRecord, loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { moveStage, type StageMove } from '../db/stages.ts';
import { type AccountProof, chooseAccount, proofOf } from '../domain/account.ts';
import { daysAfter } from '../domain/days.ts';
import { shownAccount } from '../domain/duplicates.ts';
import { Failure } from '../domain/failure.ts';
import { waits } from '../domain/onboarding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Secret } from '../domain/secret.ts';
import type { BankAccount } from '../plaid/gateway.ts';
import { alertOfStrangers } from './alerts.ts';
import { duplicateAccount, lookForDuplicates, refusedBeforeExchange } from './duplicates.ts';
import type { Gateways } from './gateways.ts';
import { known, permitted, permittedItem } from './known.ts';
import { matchOwner } from './match-owner.ts';
import type { BankActivities } from './types.ts';

export function bankActivities({ pool, vault, plaid, alert }: Gateways): BankActivities {
  /** Null where the account is one that the policy refuses: it is not exchanged then. */
  async function linkedItem(onboardingId: string, policy: Policy): Promise<Linked | null> {
    const link = await latestFinishedLink(pool, onboardingId);
    if (!link) throw linkAgain('link_without_token', 'No finished Link session holds a public token.');
    const item = await itemOfSession(pool, vault, link.session);
    if (item) return permitted(item);
    if (await refusedBeforeExchange({ pool, vault, plaid }, onboardingId, link, policy.duplicates)) return null;
    return exchange(onboardingId, link.session);
  }

  /** The access token is stored before anything else is asked: a public token is good for one exchange. */
  async function exchange(onboardingId: string, session: string): Promise<Linked> {
    const publicToken = await known('public token', readPublicToken(pool, vault, session));
    const exchanged = await plaid.exchangePublicToken(publicToken);
    await transaction(pool, (tx) => insertItem(tx, vault, { ...exchanged, onboardingId, session, institution: null }));
    return exchanged;
  }

  return {
    async readAccount({ onboardingId, step, depositArrives }) {
      const { policy } = await known('case', loadCase(pool, onboardingId));
      const linked = await linkedItem(onboardingId, policy);
      if (!linked) return { itemId: null, accountId: null, ...refused };
      const { itemId, accessToken } = linked;
      const changedAt = (await accountOfCase(pool, onboardingId))?.changedAt ?? null;
      const item = await plaid.readItem(accessToken);
      await recordItem(pool, item);
      const account = chosenAccount(await plaid.readAccounts(accessToken));
      const { accountId, verificationStatus: status } = account;
      const proof = proofOf(status);
      const usable = proof === 'proven' || proof === 'caution';
      const numbers = usable ? await plaid.readNumbers(accessToken, accountId) : null;
      const shown = shownAccount(item.institutionId, account);
      const { verdict, strangers } = await transaction(pool, async (tx) => {
        await upsertAccount(tx, vault, { ...account, itemId, onboardingId, numbers, changedAt, shown });
        const same = await lookForDuplicates(tx, { onboardingId, accountId, policy: policy.duplicates });
        const record = await known('case', loadCase(tx, onboardingId));
        const move = same.verdict === 'refuse' ? null : afterReading(proof, record, depositArrives);
        if (move) await moveStage(tx, { onboardingId, step, ...move });
        return same;
      });
      if (strangers) alertOfStrangers({ alert }, onboardingId, strangers);
      if (verdict === 'refuse') return { itemId, accountId, ...refused };
      return { itemId, accountId, proof, status };
    },

    async checkItem({ onboardingId }) {
      const { accessToken } = await permittedItem({ pool, vault }, onboardingId);
      await recordItem(pool, await plaid.readItem(accessToken));
    },

    matchOwner: matchOwner({ pool, vault, plaid }),
  };
}

type Linked = { itemId: string; accessToken: Secret };

const refused = { proof: 'refused', status: duplicateAccount } as const;

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

function chosenAccount(accounts: BankAccount[]): BankAccount {
  const account = chooseAccount(accounts);
  if (account) return account;
  throw linkAgain('no_depository_account', 'The person shared no checking or savings account.');
}

const linkAgain = (code: string, message: string) =>
  new Failure('needs-user', `${message} They have to link again.`, { code, repair: { mode: 'new' } });
