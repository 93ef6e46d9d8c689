// Reading the bank: which account the person linked, whether it is proven, and whether it is theirs.

import { accountOfCase, upsertAccount } from '../db/accounts.ts';
import { insertItem, itemOfSession, recordItem } from '../db/items.ts';
import { latestFinishedLink, readPublicToken } from '../db/link-sessions.ts';
import { transaction } from '../db/pool.ts';
import { moveStage } from '../db/stages.ts';
import { proofOf } from '../domain/account.ts';
import { Failure } from '../domain/failure.ts';
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
    async readAccount({ onboardingId, step }) {
      const { itemId, accessToken } = await exchangedItem(onboardingId);
      const changedAt = (await accountOfCase(pool, onboardingId))?.changedAt ?? null;
      const item = await plaid.readItem(accessToken);
      await recordItem(pool, item);
      const account = chosenAccount(await plaid.readAccounts(accessToken));
      const proof = proofOf(account.verificationStatus);
      const numbers = proof.proven ? await plaid.readNumbers(accessToken, account.accountId) : null;
      await transaction(pool, async (tx) => {
        await upsertAccount(tx, vault, { ...account, itemId, onboardingId, numbers, changedAt });
        await moveStage(tx, {
          onboardingId,
          step,
          ...(proof.proven
            ? { stage: 'matching_identity' }
            : { stage: 'closed', outcome: 'unproven', reason: proof.reason }),
        });
      });
      return { itemId, ...proof };
    },

    async checkItem({ onboardingId }) {
      const { accessToken } = await permittedItem({ pool, vault }, onboardingId);
      await recordItem(pool, await plaid.readItem(accessToken));
    },

    matchOwner: matchOwner({ pool, vault, plaid }),
  };
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
