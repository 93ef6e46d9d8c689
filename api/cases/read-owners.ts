import { accountOfCase } from '../../db/bank/accounts.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import type { CaseView } from '../../db/case/case-views.ts';
import { Failure, isPassing } from '../../domain/failure.ts';
import type { Owner } from '../../domain/owner/owner.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

/** Why a reviewer sees no owners, in a sentence for them. */
const reasons = {
  no_account_on_this_rail: 'The applicant pays at their own bank, which signs them in. It names no owner to Gangway.',
  no_account_yet: 'The applicant has linked no account yet.',
  item_removed: 'The Item is gone at Plaid, so the bank can no longer be asked.',
  permission_revoked: 'The applicant took back their permission, so the bank can no longer be asked.',
  not_given_by_bank: 'The bank names no owners of this account.',
  product_not_available: 'Our client at Plaid may not read owners. Ask the operator.',
  applicant_needed: 'The applicant has to sign in at their bank, or consent there, before it can be asked again.',
  plaid_away: 'Plaid or the bank does not answer now. Ask again in a moment.',
  plaid_refuses: 'Plaid refuses to show the owners. The operator finds its code in the log of the API.',
} as const;
type NoOwners = keyof typeof reasons;
export const noOwners = Object.keys(reasons) as NoOwners[];

/** The owners as the bank names them now, or why there are none. */
type OwnersRead = { owners: Owner[] } | { owners: null; because: NoOwners; detail: string };

/**
 * Asks Plaid who owns the account of a case: `/identity/get`, a paid call, which the API makes only here. It is made
 * each time a reviewer looks, because nothing may keep the answer. Plaid allows fifteen a minute for one Item.
 */
export async function readOwners(
  { db, vault, plaid, log }: Pick<Deps, 'db' | 'vault' | 'plaid' | 'log'>,
  view: CaseView,
): Promise<OwnersRead> {
  if (view.funding?.rail === 'payment-initiation') return none('no_account_on_this_rail');
  const account = await accountOfCase(db, view.id);
  if (!account || !view.item) return none('no_account_yet');
  const item = await itemOfCase(db, vault, view.id);
  if (!item?.accessToken) return none(view.item.removedAt ? 'item_removed' : 'permission_revoked');
  try {
    const owners = await plaid.readOwners(item.accessToken, account.accountId);
    return owners?.some(isKnown) ? { owners } : none('not_given_by_bank');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const because = whyNot(error);
    log.warn({ onboarding_id: view.id, because, ...errorFields(error) }, 'owners not shown to a reviewer');
    return none(because);
  }
}

const none = (because: NoOwners): OwnersRead => ({ owners: null, because, detail: reasons[because] });

/** A bank may name an owner without any data. */
const isKnown = ({ names, emails, phones, addresses }: Owner): boolean =>
  [names, emails, phones, addresses].some((given) => given.length > 0);

/** Plaid's codes for what the applicant no longer shares, and for what our client may not read. */
const revoked = ['USER_PERMISSION_REVOKED', 'INVALID_ACCOUNT_ID', 'NO_ACCOUNTS'];
const notOurs = ['INVALID_PRODUCT', 'UNAUTHORIZED_ROUTE_ACCESS', 'PRODUCT_NOT_ENABLED'];

function whyNot(error: Failure): NoOwners {
  const { code, repair } = error.detail;
  if (revoked.includes(code)) return 'permission_revoked';
  if (notOurs.includes(code)) return 'product_not_available';
  if (repair?.mode === 'new') return 'item_removed';
  if (error.kind === 'needs-user') return 'applicant_needed';
  return isPassing(error) ? 'plaid_away' : 'plaid_refuses';
}
