// The accounts of a tenant that a return has put on hold.
import { ruleOf } from '../../../domain/transfers/ach-codes.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { Refusal } from '../../refusal.ts';
import { ask, givenIn, onceIn, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Post } from '../fields.tsx';
import { Badge, Done, Facts, More, Table, When } from '../kit.tsx';

type Hold = Schemas['Hold'];

const menu = '/holds';

const stopWords: Record<Hold['stops'], { stops: string; lifted: string }> = {
  debits: { stops: 'debits', lifted: 'debits of this account' },
  all: { stops: 'all transfers', lifted: 'transfers with this account, in both directions' },
};

const meaningOf = ({ code }: Hold): string =>
  code === null ? 'The bank gave no reason.' : `${code}: ${ruleOf(code).words}`;

const CaseLink = ({ desk, hold: { onboarding_id, transfer_id } }: { desk: Desk; hold: Hold }) => (
  <a href={desk.at(`/cases/${onboarding_id ?? transfer_id}`)}>{onboarding_id ?? transfer_id}</a>
);

const AccountLink = ({ desk, account: { id, institution } }: { desk: Desk; account: Hold['account'] }) => {
  const name = institution ?? 'a bank without a name';
  return id ? <a href={desk.at(`/accounts/${id}`)}>{name}</a> : <span>{name}</span>;
};

async function list(desk: Desk, refused: Refused | null = null): Promise<void> {
  const { cursor } = givenIn(desk, ['cursor']);
  const { data } = await desk.api.GET('/v1/holds', { params: { query: cursor ? { cursor } : {} } });
  const lifts = {
    head: 'Action',
    cell: (hold: Hold) => (
      <a href={desk.at(`${menu}/${hold.id}/lift`)} aria-label={`Lift the hold of ${hold.transfer_id}`}>
        Lift
      </a>
    ),
  };
  showPage(
    desk,
    {
      title: 'Holds',
      menu,
      children: (
        <>
          <Done code={desk.ctx.query.done} words={{ lifted: 'The hold is lifted.' }} />
          <h1>Holds</h1>
          <p>
            A bank has sent money back, for a reason that forbids further use of the account. A hold has no end by
            itself: an operator lifts it.
          </p>
          <Table
            caption="Holds in force, newest first"
            rows={data.data}
            keyOf={({ id }) => id}
            none="No account is on hold."
            columns={[
              { head: 'Since', cell: ({ since }) => <When at={since} /> },
              { head: 'Reason', cell: meaningOf },
              { head: 'Stops', cell: ({ stops }) => <Badge tone="warn">{stopWords[stops].stops}</Badge> },
              { head: 'Account', cell: ({ account }) => <AccountLink desk={desk} account={account} /> },
              { head: 'Case', cell: (hold) => <CaseLink desk={desk} hold={hold} /> },
              ...(desk.role === 'operator' ? [lifts] : []),
            ]}
          />
          <More cursor={data.next_cursor} query={new URLSearchParams()} />
        </>
      ),
    },
    refused,
  );
}

async function holdOf(desk: Desk, id: string): Promise<Hold> {
  for await (const hold of desk.api.list('/v1/holds')) if (hold.id === id) return hold;
  throw new Refusal(404, 'There is no such hold', 'It may have been lifted. Look at the list of holds.');
}

async function confirm(desk: Desk, id: string): Promise<void> {
  const hold = await holdOf(desk, id);
  const title = 'Lift the hold?';
  showPage(desk, {
    title,
    menu,
    children: (
      <>
        <h1>{title}</h1>
        <Facts
          facts={{
            'What the bank said': meaningOf(hold),
            Since: <When at={hold.since} />,
            Account: <AccountLink desk={desk} account={hold.account} />,
            Case: <CaseLink desk={desk} hold={hold} />,
          }}
        />
        <p>Gangway then makes {stopWords[hold.stops].lifted} again. Other holds on the same account stay.</p>
        <p>
          Lift it only if you know that the reason is over, from the bank or from the account holder. If they had not
          permitted a debit, they have to permit debits anew.
        </p>
        <Post to={desk.at(`${menu}/${id}/lift`)} token={desk.token}>
          <input type="hidden" name="once" value={crypto.randomUUID()} />
          <p class="actions">
            <button type="submit" class="bad-action">
              Lift the hold
            </button>
            <a href={desk.at(menu)}>Keep it</a>
          </p>
        </Post>
      </>
    ),
  });
}

async function lift(desk: Desk, id: string): Promise<void> {
  const { refused } = await ask(
    desk.api.POST('/v1/holds/{id}/lift', {
      params: { path: { id }, header: onceIn(desk) },
      body: { reviewer: desk.operator.id },
    }),
  );
  if (refused) return list(desk, refused);
  seeOther(desk, desk.at(`${menu}?done=lifted`));
}

export const holdPages: DeskRoute[] = [
  ['GET', '/holds', 'viewer', (desk) => list(desk)],
  ['GET', '/holds/:id/lift', 'operator', (desk, { id = '' }) => confirm(desk, id)],
  ['POST', '/holds/:id/lift', 'operator', (desk, { id = '' }) => lift(desk, id)],
];
