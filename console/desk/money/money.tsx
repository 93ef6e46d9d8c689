// The money of one tenant: what is under way, what needs a look, what came back, and the sums of a period.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { givenIn, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { inWords, Money, Table, When } from '../kit.tsx';
import { ReturnRates } from '../today/rates.tsx';
import { UnderWay } from '../today/under-way.tsx';
import { Attention, countAttention } from './attention.tsx';
import { withPeriod } from './filter.ts';
import { BankingDay, Ledger, readLedger } from './ledger.tsx';
import { readSums, Sums } from './sums.tsx';
import { transferPages } from './transfers.tsx';
import { networkWords } from './words.ts';

export const moneyPages: DeskRoute[] = [['GET', '/money', 'viewer', showMoney], ...transferPages];

const daysShown = 30;

async function showMoney(desk: Desk): Promise<void> {
  const { at } = desk;
  const given = givenIn(desk, ['from', 'to']);
  const period = withPeriod(new URLSearchParams(given), daysShown);
  const [{ data: board }, { data: banks }, attention, summed, ledger] = await Promise.all([
    desk.api.GET('/v1/board'),
    desk.api.GET('/v1/banking_day'),
    countAttention(desk),
    readSums(desk, period),
    readLedger(desk),
  ]);
  const page = {
    title: 'Money',
    menu: '/money',
    children: (
      <>
        <h1>Money</h1>
        <p>
          <a href={at('/money/transfers')}>All transfers</a>{' '}
          <span class="dim">
            As of <When at={board.at} />.
          </span>
        </p>
        <h2>Under way</h2>
        <UnderWay board={board} at={at} />
        <h2>To look at</h2>
        <Attention counts={attention} holds={board.holds} at={at} />
        <Sums desk={desk} period={period} summed={summed} />
        <div class="columns" id="returns">
          <section>
            <h2>Came back today</h2>
            <ReturnsToday board={board} at={at} />
          </section>
          <section>
            <h2>Return rates</h2>
            <ReturnRates returns={board.returns} />
          </section>
        </div>
        <div class="columns">
          {ledger && (
            <section>
              <h2>Our Ledger at Plaid</h2>
              <Ledger ledger={ledger} />
            </section>
          )}
          <section>
            <h2>The banks' day</h2>
            <BankingDay banks={banks} />
          </section>
        </div>
      </>
    ),
  };
  showPage(desk, page, summed.refused);
}

type Back = Schemas['Board']['returns']['today'][number];
type ReturnsProps = { board: Pick<Schemas['Board'], 'at' | 'returns'>; at: Desk['at'] };

function ReturnsToday({ board, at }: ReturnsProps): VNode {
  const to = ({ direction, network, code }: Back) =>
    new URLSearchParams({
      direction,
      network,
      returned_from: board.at.slice(0, 10),
      ...(code && { return_code: code }),
    });
  return (
    <Table
      caption="Transfers that came back today, by the bank's code"
      none="Nothing came back today."
      rows={board.returns.today}
      keyOf={({ direction, network, code }) => `${direction} ${network} ${code}`}
      columns={[
        { head: 'Code', cell: (row) => <a href={at(`/money/transfers?${to(row)}`)}>{row.code ?? 'none'}</a> },
        { head: 'Direction', cell: ({ direction }) => inWords(direction) },
        { head: 'Network', cell: ({ network }) => networkWords[network as keyof typeof networkWords] ?? network },
        { head: 'Count', cell: ({ count }) => count, number: true },
        { head: 'Amount', cell: ({ amount }) => <Money amount={amount} />, number: true },
      ]}
    />
  );
}
