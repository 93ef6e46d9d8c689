// Reads the bank: the account that the applicant linked, whether Plaid has verified it, and whether it is theirs.

import { assertQuotaLeft } from '../../cases/quota.ts';
import { type AccountRead, accountOfCase, upsertAccount } from '../../db/bank/accounts.ts';
import { insertItem, itemOfSession, recordItem } from '../../db/bank/items.ts';
import { type CaseRecord, loadCase } from '../../db/case/onboardings.ts';
import { closeQuestion } from '../../db/case/reviews.ts';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import { type FinishedLink, latestFinishedLink, readPublicToken } from '../../db/link/link-results.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { type Db, together, transaction } from '../../db/pool.ts';
import { type AccountProof, chooseAccount, proofOf } from '../../domain/bank/account.ts';
import type { AccountNumbers } from '../../domain/bank/account-numbers.ts';
import { shownAccount } from '../../domain/bank/duplicates.ts';
import { depositArrival, sentDeposit } from '../../domain/bank/micro-deposits.ts';
import type { Policy } from '../../domain/case/policy.ts';
import { restingIn } from '../../domain/case/stages.ts';
import { daysAfter } from '../../domain/days.ts';
import { Failure } from '../../domain/failure.ts';
import { noticesOfAccount } from '../../domain/notify/notifications.ts';
import type { Secret } from '../../domain/secret.ts';
import type { BankAccount } from '../../plaid/gateway.ts';
import { alertOfStrangers } from '../alerts.ts';
import type { Deps } from '../deps.ts';
import { known, permitted, present } from '../on-record.ts';
import type { BankActivities } from '../types.ts';
import { checkItem } from './check-item.ts';
import { duplicateAccount, lookForDuplicates, refusedBeforeExchange } from './duplicates.ts';
import { matchOwner } from './match-owner.ts';
import { rereadAccount } from './reread-account.ts';

export function bankActivities({ db, vault, plaid, alert }: Deps): BankActivities {
  /** Null when the policy refuses the account; then Gangway does not exchange the public token. */
  async function linkedItem(onboardingId: string, link: FinishedLink | null, policy: Policy): Promise<Linked | null> {
    if (!link) throw linkAgain('link_without_token', 'No finished Link session has a public token.');
    const { session } = link;
    const [item, publicToken] = await together(db, (one) =>
      Promise.all([itemOfSession(one, vault, session), readPublicToken(one, vault, session)]),
    );
    if (item) return permitted(item);
    if (await refusedBeforeExchange({ db, vault, plaid }, onboardingId, link, policy.duplicates)) return null;
    return exchange(onboardingId, session, publicToken);
  }

  /** Stores the access token before any further call, because a public token can be exchanged only once. */
  async function exchange(onboardingId: string, session: string, publicToken: Secret | null): Promise<Linked> {
    const exchanged = await plaid.exchangePublicToken(present('public token', publicToken));
    await transaction(db, (tx) => insertItem(tx, vault, { ...exchanged, onboardingId, session, institution: null }));
    return exchanged;
  }

  async function readNumbers(tenantId: string, accessToken: Secret, accountId: string): Promise<AccountNumbers> {
    await assertQuotaLeft(db, tenantId, 'auth');
    return plaid.readNumbers(accessToken, accountId);
  }

  return {
    async readAccount({ onboardingId, step, depositArrives }) {
      const { policy, question, tenantId, link, before } = await readLinked(db, onboardingId);
      // First close the question about the earlier account, because the read below may have to wait for an outage to
      // end.
      if (question) await closeQuestion(db, onboardingId, step);
      const linked = await linkedItem(onboardingId, link, policy);
      if (!linked) return { itemId: null, accountId: null, ...refused };
      const { itemId, accessToken } = linked;
      const changedAt = before?.changedAt ?? null;
      const item = await plaid.readItem(accessToken);
      await recordItem(db, item);
      const account = chooseAccount(await plaid.readAccounts(accessToken));
      if (!account) return { itemId, accountId: null, proof: 'refused', status: noUsableAccount };
      const { accountId, verificationStatus: status } = account;
      const proof = proofOf(status);
      const usable = proof === 'verified' || proof === 'caution';
      const numbers = usable ? await readNumbers(tenantId, accessToken, accountId) : null;
      const shown = shownAccount(item.institutionId, account);
      const { verdict, strangers } = await transaction(db, async (tx) => {
        const read = await upsertAccount(tx, vault, { ...account, itemId, onboardingId, numbers, changedAt, shown });
        const same = await lookForDuplicates(tx, { onboardingId, accountId, policy: policy.duplicates });
        const record = await known('case', loadCase(tx, onboardingId));
        const move = same.verdict === 'refuse' ? null : afterReading(account, record, depositArrives);
        if (move) await moveStage(tx, { onboardingId, step, ...move });
        if (same.verdict !== 'refuse') await notifyOfAccount(tx, record, read, proof);
        return same;
      });
      if (strangers) alertOfStrangers({ alert }, onboardingId, strangers);
      if (verdict === 'refuse') return { itemId, accountId, ...refused };
      return { itemId, accountId, proof, status };
    },

    checkItem: checkItem({ db, vault, plaid }),

    matchOwner: matchOwner({ db, vault, plaid }),

    rereadAccount: rereadAccount({ db, vault, plaid }),
  };
}

/** `before`: the account that the case had until now. */
async function readLinked(db: Db, onboardingId: string) {
  const [theCase, link, before] = await together(db, (one) =>
    Promise.all([
      known('case', loadCase(one, onboardingId)),
      latestFinishedLink(one, onboardingId),
      accountOfCase(one, onboardingId),
    ]),
  );
  return { ...theCase, link, before };
}

/** Notifies the tenant of the first read of an account, and once it is verified. */
async function notifyOfAccount(
  tx: Db,
  { id: onboardingId, policy }: CaseRecord,
  { isNew, statusBefore, heard }: AccountRead,
  proof: AccountProof,
): Promise<void> {
  if (!heard) return;
  const before = isNew ? null : proofOf(statusBefore);
  for (const notice of noticesOfAccount(before, proof, policy.databaseCaution))
    await addNotification(tx, { onboardingId, ...notice });
}

type Linked = { itemId: string; accessToken: Secret };

const refused = { proof: 'refused', status: duplicateAccount } as const;
/** The reason of the case, which lets the applicant link another account, as after any refused account. */
const noUsableAccount = 'no_usable_account';

type Move = Pick<StageMove, 'stage'> & Partial<StageMove>;

/** Null when the record stays as it is, because another step decides how the case goes on. */
function afterReading(
  { verificationStatus }: Pick<BankAccount, 'verificationStatus'>,
  { stage, waitingFor, policy }: CaseRecord,
  depositArrives: string | undefined,
): Move | null {
  switch (proofOf(verificationStatus)) {
    case 'verified':
      return { stage: 'matching_identity' };
    case 'caution':
      return policy.databaseCaution === 'review' ? restingIn('in_review', policy, new Date()) : null;
    case 'automatic':
    case 'manual': {
      // Once the applicant has been asked to confirm, a look changes nothing.
      if (stage === 'awaiting_micro_deposits' && (waitingFor === 'micro_deposit_code' || !depositArrives)) return null;
      const sent = verificationStatus === sentDeposit;
      const arrives = depositArrives ? new Date(depositArrives) : sent ? depositArrival(new Date()) : null;
      const waitingUntil = arrives ?? daysAfter(new Date(), policy.verifiedWithin);
      return { stage: 'awaiting_micro_deposits', waitingFor: 'micro_deposit', waitingUntil };
    }
    case 'refused':
      return null;
  }
}

const linkAgain = (code: string, message: string) =>
  new Failure('needs-user', `${message} The applicant has to link again.`, { code, repair: { mode: 'new' } });
