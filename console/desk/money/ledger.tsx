// Our Ledger at Plaid, which only operators across tenants see, and the cut-offs of the banks.
import type { VNode } from 'preact';
import { GangwayError, type Schemas } from '../../../packages/client/src/index.ts';
import type { Desk } from '../desk.ts';
import { Badge, Facts, Money, Table, When } from '../kit.tsx';
import { networkWords } from './words.ts';

type Balance = Record<'available' | 'pending' | 'lacking', string | null> & { needed: string; as_of: string };
type Read = { balance: Balance } | { refused: string };

/** Null: the person may not see it. A refusal, such as that of Plaid, takes nothing else off the page. */
export async function readLedger({ installation }: Pick<Desk, 'installation'>): Promise<Read | null> {
  if (!installation) return null;
  try {
    return { balance: (await installation.GET('/v1/ledger')).data };
  } catch (error) {
    if (!(error instanceof GangwayError) || !error.problem) throw error;
    return { refused: error.problem.detail };
  }
}

export function Ledger({ ledger }: { ledger: Read }): VNode {
  if ('refused' in ledger) return <p>{ledger.refused}</p>;
  const { available, pending, needed, lacking, as_of } = ledger.balance;
  const isShort = Number(lacking) > 0;
  return (
    <>
      <p>
        {lacking === null ? (
          <Badge tone="warn">Plaid does not say</Badge>
        ) : isShort ? (
          <Badge tone="bad">
            Short by <Money amount={lacking} />
          </Badge>
        ) : (
          <Badge tone="good">Covers all that it has to pay</Badge>
        )}
      </p>
      <Facts
        facts={{
          Available: <Money amount={available} />,
          Pending: <Money amount={pending} />,
          'To pay: coming credits, and refunds': <Money amount={needed} />,
        }}
      />
      <p class="dim">
        Of all tenants together, as of <When at={as_of} />.
      </p>
    </>
  );
}

type Cut = Schemas['BankingDay']['cut_offs'][number];

export const BankingDay = ({ banks }: { banks: Schemas['BankingDay'] }): VNode => (
  <>
    <p>
      For the banks it is {banks.date}, {banks.is_banking_day ? 'a banking day' : 'no banking day'}. The next banking
      day is {banks.next_banking_day}. RTP has no cut-off.
    </p>
    <Table<Cut>
      caption="When Plaid submits entries next"
      none="None."
      rows={banks.cut_offs}
      keyOf={({ network }) => network}
      columns={[
        { head: 'Network', cell: ({ network }) => networkWords[network] },
        { head: 'Next cut-off', cell: ({ next }) => <When at={next} /> },
        { head: 'Today', cell: ({ today }) => <Times times={today} /> },
      ]}
    />
  </>
);

function Times({ times }: { times: string[] }): VNode {
  if (times.length === 0) return <span class="dim">none</span>;
  return (
    <>
      {times.map((time) => (
        <div key={time}>
          <When at={time} />
        </div>
      ))}
    </>
  );
}
