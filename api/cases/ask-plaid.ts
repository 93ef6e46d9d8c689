// Questions to Plaid about a linked account, outside of any case.
import { itemOfCase } from '../../db/bank/items.ts';
import { type LinkedAccount, recordRtp } from '../../db/bank/linked-accounts.ts';
import { Failure } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';
import { accountAnswer, unusable } from './find-account.ts';

type Asks = Pick<Deps, 'db' | 'vault' | 'plaid' | 'log'>;

/** Null if Gangway holds no access to the account any more. */
async function accessTo({ db, vault }: Asks, { onboardingId, itemId }: LinkedAccount): Promise<Secret | null> {
  const item = await itemOfCase(db, vault, onboardingId);
  return item?.itemId === itemId ? item.accessToken : null;
}

/** Returns whether the account takes RTP, and asks Plaid the first time. Null while Plaid does not say. */
export async function rtpOf(deps: Asks, account: LinkedAccount): Promise<boolean | null> {
  const { db, plaid, log } = deps;
  if (account.rtp !== null) return account.rtp;
  if (!accountAnswer(account).can.credit) return null;
  try {
    const accessToken = await accessTo(deps, account);
    if (!accessToken) return null;
    const rtp = await plaid.supportsRtp(accessToken, account.accountId);
    await recordRtp(db, account.id, rtp);
    return rtp;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log.warn({ account: account.id, ...errorFields(error) }, 'Plaid does not say whether the account takes RTP');
    return null;
  }
}

/**
 * Throws unless the account's numbers may leave: its login works, and it is not on hold, revoked or removed. A hold for
 * debits alone counts, because the numbers would serve for a debit elsewhere.
 */
export function refuseNumbers(account: LinkedAccount): void {
  const { status, reason } = accountAnswer(account);
  if (status === 'usable' || status === 'consent_ending') return;
  if (status === 'repair_needed') throw needsRepair(reason);
  if (status !== 'on_hold') throw unusable({ status, reason });
  const message = `The account is on_hold (${reason}). Gangway does not give its numbers away while it is on hold.`;
  throw new Failure('conflict', message, { code: 'account_unusable' });
}

/** Asks Plaid for the numbers, or for what leads to them. */
export async function askForNumbers<T>(
  deps: Asks,
  account: LinkedAccount,
  ask: (accessToken: Secret) => Promise<T>,
): Promise<T> {
  const accessToken = await accessTo(deps, account);
  if (!accessToken) throw unusable({ status: 'revoked', reason: 'permission_revoked' });
  try {
    return await ask(accessToken);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'needs-user') throw error;
    const { code, repair } = error.detail;
    if (repair?.mode === 'update') throw needsRepair(code);
    throw new Failure(
      'conflict',
      `Plaid gives no numbers of this account any more (${code}). The person has to link an account by a new onboarding.`,
      { code: 'account_not_shared' },
      { cause: error },
    );
  }
}

const needsRepair = (reason: string | null) =>
  new Failure(
    'conflict',
    `The person has to sign in at their bank first (${reason}): show them the link of POST /v1/accounts/:id/link_token.`,
    { code: 'account_repair_needed' },
  );
