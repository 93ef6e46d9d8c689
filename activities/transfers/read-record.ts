// Reads the record that the step needs to make a transfer.
import { accountOfCase } from '../../db/bank/accounts.ts';
import { checkedAccounts } from '../../db/bank/identity-checks.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { together } from '../../db/pool.ts';
import { authorizationsOfCase } from '../../db/transfers/authorizations.ts';
import { transferByNumber } from '../../db/transfers/transfers.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps } from '../deps.ts';
import { caseOn, known } from '../on-record.ts';

export type Recorded = Awaited<ReturnType<typeof readRecord>>;

/** Throws if the case may make no transfer with this number. */
export async function readRecord(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  { onboardingId, transferNumber }: { onboardingId: string; transferNumber: number },
) {
  const [theCase, item, account, checked, all, done, before] = await together(db, (one) =>
    Promise.all([
      caseOn('ach', { db: one }, onboardingId),
      known('Item', itemOfCase(one, vault, onboardingId)),
      known('account', accountOfCase(one, onboardingId)),
      checkedAccounts(one, onboardingId),
      authorizationsOfCase(one, onboardingId),
      transferByNumber(one, onboardingId, transferNumber),
      transferNumber === 1 ? null : transferByNumber(one, onboardingId, transferNumber - 1),
    ]),
  );
  const { accessToken, itemId, repairedAt } = item;
  const { accountId, changedAt } = account;
  if (!checked.includes(accountId)) {
    throw new Failure('bug', 'This account has no identity check.', { code: 'owner_not_checked' });
  }
  const asked = all.filter((one) => one.transferNumber === transferNumber);
  if (transferNumber > 1 && !before?.followUp) throw notDue();
  // A transfer counts as a reinitiation only on the account that returned the one before.
  const sameAccount = all.find((one) => one.authorizationId === before?.authorizationId)?.accountId === accountId;
  const reinitiations = before?.followUp === 'reinitiate' && sameAccount ? before.reinitiations + 1 : 0;
  return { theCase, accessToken, itemId, repairedAt, accountId, changedAt, asked, done, reinitiations };
}

const notDue = () =>
  new Failure('bug', 'No transfer of this case was returned, so the case may not make another one.', {
    code: 'transfer_not_due',
  });
