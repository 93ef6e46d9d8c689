// The linked accounts of a tenant.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, errorAt, givenIn, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Filters, Line } from '../fields.tsx';
import { inWords, More, Table, When } from '../kit.tsx';
import { pagesOfAccount } from './account.tsx';
import { AccountStatus, nameOf } from './parts.tsx';

type Account = Schemas['Account'];

export const accountPages: DeskRoute[] = [['GET', '/accounts', 'viewer', showAccounts], ...pagesOfAccount];

async function showAccounts(desk: Desk): Promise<void> {
  const given = givenIn(desk, ['user_id']);
  const query = { ...given, ...givenIn(desk, ['cursor']), limit: 50 };
  const { data: listed, refused } = await ask(desk.api.GET('/v1/accounts', { params: { query } }), labels);
  const page = {
    title: 'Accounts',
    menu: '/accounts',
    children: (
      <>
        <h1>Linked accounts</h1>
        <Filters clear={given.user_id && desk.at('/accounts')}>
          <Line id="user_id" label={labels.user_id} value={given.user_id} error={errorAt(refused, 'user_id')} />
        </Filters>
        {listed && (
          <>
            <List accounts={listed.data} at={desk.at} />
            <More cursor={listed.next_cursor} query={new URLSearchParams(given)} />
          </>
        )}
      </>
    ),
  };
  showPage(desk, page, refused);
}

const labels = { user_id: 'Your id of the user' };

const List = ({ accounts, at }: { accounts: Account[]; at: Desk['at'] }): VNode => (
  <Table
    caption="Linked accounts, newest first"
    none="There are no such accounts."
    rows={accounts}
    keyOf={({ id }) => id}
    columns={[
      {
        head: 'Account',
        cell: (account) => <a href={at(`/accounts/${account.id}`)}>{nameOf(account)}</a>,
      },
      { head: 'Status', cell: (account) => <AccountStatus account={account} /> },
      { head: 'Can', cell: ({ can }) => canWords(can) },
      { head: 'Verified by', cell: ({ verified }) => inWords(verified.by) },
      { head: 'Linked', cell: ({ created_at }) => <When at={created_at} /> },
    ]}
  />
);

function canWords({ debit, credit }: Account['can']): string {
  const words = [debit && 'debit', credit && 'credit'].filter(Boolean).join(', ');
  return words || 'nothing';
}
