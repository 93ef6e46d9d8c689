// One linked account: its health, its holds, its transfers, and what an operator can do about it.
import type { VNode } from 'preact';
import { isAtLeast } from '../../../domain/operators/roles.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Post } from '../fields.tsx';
import { Done, Facts, inWords, When } from '../kit.tsx';
import { TransferTable } from '../money/transfer-table.tsx';
import { AccountStatus, nameOf } from './parts.tsx';

type Account = Schemas['Account'];
type Params = Record<string, string>;

export const pagesOfAccount: DeskRoute[] = [
  ['GET', '/accounts/:id', 'viewer', showAccount],
  ['GET', '/accounts/:id/remove', 'operator', askToRemove],
  ['POST', '/accounts/:id/remove', 'operator', removeAccount],
  ['POST', '/accounts/:id/repair', 'operator', showRepair],
];

/** The words about a command, by the code in the address that follows it. */
const done: Record<string, string> = {
  removed: 'The account is removed. Gangway removes the login at Plaid as soon as no transfer needs it.',
};

const pathOf = ({ id = '' }: Params) => ({ params: { path: { id } } });

async function showAccount(desk: Desk, params: Params, refused: Refused | null = null): Promise<void> {
  const { data: account } = await desk.api.GET('/v1/accounts/{id}', pathOf(params));
  const query = { account_id: account.id, limit: 20 };
  const { data: transfers } = await desk.api.GET('/v1/transfers', { params: { query } });
  const page = {
    title: 'Account',
    menu: '/accounts',
    children: (
      <>
        <p>
          <a href={desk.at('/accounts')}>Accounts</a>
        </p>
        <h1>{nameOf(account)}</h1>
        <Done code={desk.ctx.query.done} words={done} />
        <AccountFacts account={account} at={desk.at} />
        {isAtLeast(desk.role, 'operator') && <Commands desk={desk} account={account} />}
        <h2>Transfers</h2>
        <TransferTable transfers={transfers.data} at={desk.at} />
        {transfers.next_cursor && (
          <p>
            <a href={desk.at(`/money/transfers?account_id=${account.id}`)}>All transfers of this account</a>
          </p>
        )}
      </>
    ),
  };
  showPage(desk, page, refused);
}

const AccountFacts = ({ account, at }: { account: Account; at: Desk['at'] }): VNode => (
  <Facts
    facts={{
      Status: <AccountStatus account={account} />,
      Holds: account.status === 'on_hold' ? <a href={at('/holds')}>To the holds</a> : 'None',
      'Debits may be asked for': yesNo(account.can.debit),
      'Credits may be asked for': yesNo(account.can.credit),
      'Takes RTP': account.can.rtp === null ? 'Plaid has not said' : yesNo(account.can.rtp),
      'Kind of account': account.subtype ?? 'Unknown',
      Verified: (
        <>
          {inWords(account.verified.by)}, <When at={account.verified.at} />
        </>
      ),
      Owner: `${inWords(account.identity.decision)}${account.identity.reason ? `: ${account.identity.reason}` : ''}`,
      'Consent ends': <When at={account.consent_ends_at} missing="No end" />,
      'Your id of the user': (
        <a href={at(`/accounts?${new URLSearchParams({ user_id: account.user_id })}`)}>{account.user_id}</a>
      ),
      'Linked by': <a href={at(`/cases/${account.onboarding_id}`)}>the onboarding</a>,
      'Id of the account': account.id,
    }}
  />
);

const yesNo = (is: boolean) => (is ? 'Yes' : 'No');

/** Nothing can be done about an account that is gone. */
function Commands({ desk, account }: { desk: Desk; account: Account }): VNode | null {
  if (account.status === 'removed' || account.status === 'revoked') return null;
  return (
    <div class="actions">
      <Post to={desk.at(`/accounts/${account.id}/repair`)} token={desk.token}>
        <button type="submit" class="quiet">
          Make a link for a new login
        </button>
      </Post>
      <a class="button quiet" href={desk.at(`/accounts/${account.id}/remove`)}>
        Remove this account…
      </a>
    </div>
  );
}

async function askToRemove(desk: Desk, params: Params): Promise<void> {
  const { data: account } = await desk.api.GET('/v1/accounts/{id}', pathOf(params));
  desk.show({
    title: 'Remove an account',
    menu: '/accounts',
    children: (
      <>
        <h1>Remove {nameOf(account)}?</h1>
        <p>
          No further transfer can use this account, and the person has to link it by a new onboarding. Transfers that
          are under way go on. You cannot undo this.
        </p>
        <Post to={desk.at(`/accounts/${account.id}/remove`)} token={desk.token}>
          <p class="actions">
            <button type="submit" class="bad-action">
              Remove this account
            </button>
            <a href={desk.at(`/accounts/${account.id}`)}>Keep it</a>
          </p>
        </Post>
      </>
    ),
  });
}

async function removeAccount(desk: Desk, params: Params): Promise<void> {
  const { data: account } = await desk.api.DELETE('/v1/accounts/{id}', pathOf(params));
  seeOther(desk, desk.at(`/accounts/${account.id}?done=removed`));
}

/** Answers with the link itself, without a redirect, because no address and no record may hold it. */
async function showRepair(desk: Desk, params: Params): Promise<void> {
  const { data: account, refused } = await ask(desk.api.POST('/v1/accounts/{id}/link_token', pathOf(params)));
  if (refused) return showAccount(desk, params, refused);
  desk.ctx.set('Cache-Control', 'no-store');
  desk.show({ title: 'A new login', menu: '/accounts', children: <Repair desk={desk} account={account} /> });
}

const Repair = ({ desk, account }: { desk: Desk; account: Schemas['AccountWithLink'] }): VNode => (
  <>
    <h1>A new login for {nameOf(account)}</h1>
    {account.link.url ? (
      <>
        <p>
          Give this address to the person, and to nobody else. They sign in at their bank there. Transfers that wait for
          the login then go on.
        </p>
        <p class="secret">{account.link.url}</p>
      </>
    ) : (
      <p>
        Link opens inside the tenant's app, which gets the token from the API (POST /v1/accounts/{account.id}
        /link_token).
      </p>
    )}
    <p>
      It is good until <When at={account.link.expires_at} />.
    </p>
    <p>
      <a href={desk.at(`/accounts/${account.id}`)}>Back to the account</a>
    </p>
  </>
);
