// The money of a case, and the account that it moves on.
import type { ComponentChildren, VNode } from 'preact';
import type { Onboarding, Schemas } from '../../../packages/client/src/index.ts';
import type { Desk } from '../desk.ts';
import { Badge, Facts, Money, Table, When } from '../kit.tsx';
import { networkWords } from '../money/words.ts';
import type { TheCase, Told } from './read-case.ts';

export function MoneyOf({ theCase, events }: { theCase: TheCase; events: Told['events'] }): VNode {
  const { funding, refunds } = theCase.shown;
  return (
    <>
      <h2>Money</h2>
      {funding ? (
        <Facts facts={{ ...fundingFacts(funding), ...paymentFacts(theCase), ...transferFacts(theCase) }} />
      ) : (
        <p class="dim">This case moves no money.</p>
      )}
      {refunds.length > 0 && <Refunds refunds={refunds} />}
      {events.length > 0 && <Events events={events} />}
    </>
  );
}

type Shown = Record<string, ComponentChildren>;

function fundingFacts(funding: Schemas['Funding']): Shown {
  const amount = <Money amount={funding.amount} currency={funding.currency} />;
  if (funding.rail !== 'ach') return { Amount: amount, Direction: 'the applicant pays from their bank' };
  return {
    ...{ Amount: amount, Direction: funding.direction, 'Network asked for': networkWords[funding.network] },
    ...{ 'ACH class': funding.ach_class ?? undefined, 'On the statement': funding.description },
  };
}

function paymentFacts({ onboarding }: TheCase): Shown {
  if (!onboarding?.payment) return {};
  const { id, status, reference, adjusted_reference: adjusted } = onboarding.payment;
  return { Reference: adjusted ?? reference, 'Payment at Plaid': `${id ?? 'not made yet'}, ${status ?? 'no status'}` };
}

function transferFacts({ shown: { authorization, transfer } }: TheCase): Shown {
  const decision = { 'Plaid’s decision': authorization ? <Decision authorization={authorization} /> : undefined };
  if (!transfer) return decision;
  const { standard, unauthorized } = transfer.return_windows;
  return {
    ...decision,
    'Transfer at Plaid': `${transfer.id}, the number ${transfer.number} of this case, by ${networkWords[transfer.network as keyof typeof networkWords] ?? transfer.network}`,
    Status: transfer.status,
    'May come back until': unauthorized ?? standard ?? undefined,
    Failure: transfer.failure ? `${transfer.failure.code ?? ''} ${transfer.failure.words}` : undefined,
  };
}

function Decision({ authorization }: { authorization: Schemas['Authorization'] }): VNode {
  const { decision, rationale, description, risk, ruleset } = authorization;
  const more = [rationale, description, ruleset && `ruleset ${ruleset}`, risk?.level && `risk ${risk.level}`];
  const scores = risk && [risk.bank_initiated_return_score, risk.customer_initiated_return_score];
  return (
    <span>
      {[decision, ...more, ...(risk?.warnings ?? [])].filter(Boolean).join(', ')}
      {scores && `, return scores ${scores.map((score) => score ?? 'not known').join(' (bank) and ')} (customer)`}
    </span>
  );
}

const Refunds = ({ refunds }: { refunds: Schemas['Refund'][] }): VNode => (
  <>
    <h3>Refunds</h3>
    <Table
      caption="The refunds of the case"
      rows={refunds}
      none=""
      keyOf={({ id }) => id}
      columns={[
        { head: 'Asked', cell: ({ created_at }) => <When at={created_at} /> },
        { head: 'Amount', cell: ({ amount }) => <Money amount={amount} />, number: true },
        { head: 'Status', cell: ({ status }) => status },
        {
          head: 'Remarks',
          cell: ({ waiting, failure, paid_twice }) => (
            <>
              {waiting && (
                <>
                  waits for the Ledger at Plaid until <When at={waiting.until} />
                </>
              )}
              {failure && `${failure.code ?? ''} ${failure.words}`}
              {paid_twice && <Badge tone="bad">paid twice</Badge>}
            </>
          ),
        },
      ]}
    />
  </>
);

const Events = ({ events }: { events: Told['events'] }): VNode => (
  <>
    <h3>Plaid’s events</h3>
    <Table
      caption="Plaid’s events of the transfers and refunds, oldest first"
      rows={events}
      none=""
      keyOf={({ id }) => id}
      columns={[
        { head: 'When', cell: ({ at }) => <When at={at} /> },
        { head: 'Event', cell: ({ type }) => type },
        { head: 'About', cell: ({ plaid_refund_id, plaid_transfer_id }) => plaid_refund_id ?? plaid_transfer_id },
        { head: 'Amount', cell: ({ amount }) => <Money amount={amount} />, number: true },
        { head: 'Code', cell: ({ code }) => code ?? '—' },
      ]}
    />
  </>
);

export function AccountOf({ desk, theCase }: { desk: Desk; theCase: TheCase }): VNode {
  const { onboarding, shown, holds } = theCase;
  const { decision, reason } = shown.identity ?? { decision: 'not compared', reason: null };
  const linked = 'account_id' in shown ? shown.account_id : shown.account?.id;
  return (
    <>
      <h2>Account</h2>
      <Facts
        facts={{
          'Linked account': linked ? <a href={desk.at(`/accounts/${linked}`)}>{linked}</a> : 'none',
          'Owner of the account': [decision, reason].filter(Boolean).join(', '),
          ...(onboarding && ofOnboarding(desk, onboarding)),
        }}
      />
      {holds.length > 0 && <Holds desk={desk} holds={holds} />}
    </>
  );
}

function ofOnboarding(desk: Desk, { account, item, products, reports, identity_verification }: Onboarding): Shown {
  const data = [...products, ...reports.map(({ kind, status }) => `report on ${kind}: ${status}`)];
  return {
    'Identity verification': identity_verification?.status,
    'Data products': data.join(', ') || undefined,
    Login: item ? [item.status, item.error].filter(Boolean).join(', ') : undefined,
    'Consent ends': item?.consent_ends_at ? <When at={item.consent_ends_at} /> : undefined,
    ...(account && {
      Bank: `${account.institution ?? 'not known'} ··${account.mask ?? '??'}`,
      Kind: account.subtype ?? 'not known',
      Verification: account.verification_status ?? undefined,
      'Other cases with it':
        account.duplicate_of.length > 0 ? <Cases desk={desk} ids={account.duplicate_of} /> : undefined,
    }),
  };
}

const Cases = ({ desk, ids }: { desk: Desk; ids: string[] }): VNode => (
  <div>
    {ids.map((id) => (
      <div key={id}>
        <a href={desk.at(`/cases/${id}`)}>{id}</a>
      </div>
    ))}
  </div>
);

const Holds = ({ desk, holds }: { desk: Desk; holds: TheCase['holds'] }): VNode => (
  <>
    <h3>Holds</h3>
    <Table
      caption="The holds on the account"
      rows={holds}
      none=""
      keyOf={({ id }) => id}
      columns={[
        { head: 'Since', cell: ({ since }) => <When at={since} /> },
        { head: 'Return code', cell: ({ code }) => code ?? 'none given' },
        { head: 'Stops', cell: ({ stops }) => (stops === 'all' ? 'all transfers' : 'debits') },
        { head: 'Came back', cell: ({ transfer_id: id }) => <a href={desk.at(`/cases/${id}`)}>{id}</a> },
      ]}
    />
  </>
);
