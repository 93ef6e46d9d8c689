// The transfers of a period, added up by direction, status and network. Each sum leads to its list.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, errorAt } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Line } from '../fields.tsx';
import { inWords, Money, Table } from '../kit.tsx';
import { periodQueryOf } from './filter.ts';
import { labels } from './filter-form.tsx';
import { totalOf } from './total.ts';
import { networkWords, statusWords } from './words.ts';

type Sum = Schemas['TransferSum'] & { network: keyof typeof networkWords };
type Summed = Awaited<ReturnType<typeof readSums>>;

const networks = Object.keys(networkWords) as (keyof typeof networkWords)[];
const directions = { debit: 'Debits: money from applicants', credit: 'Credits: money to applicants' } as const;

/** Returns the sums of the period, or what is wrong with it. */
export async function readSums({ api }: Pick<Desk, 'api'>, period: URLSearchParams) {
  const each = networks.map(async (network): Promise<Sum[]> => {
    const query = { ...periodQueryOf(period), network };
    const { data } = await api.GET('/v1/transfers/sums', { params: { query } });
    return data.data.map((sum) => ({ ...sum, network }));
  });
  return await ask(
    Promise.all(each).then((data) => ({ data: data.flat() })),
    labels,
  );
}

type SumsProps = { desk: Pick<Desk, 'at'>; period: URLSearchParams; summed: Summed };

export function Sums({ desk: { at }, period, summed: { data: sums, refused } }: SumsProps): VNode {
  const day = (id: 'from' | 'to') => ({
    ...{ id, label: labels[id], value: period.get(id) ?? undefined, error: errorAt(refused, id) },
  });
  const list = (more: Record<string, string>) =>
    at(`/money/transfers?${new URLSearchParams({ ...Object.fromEntries(period), ...more })}`);
  return (
    <section id="sums" class="sums">
      <h2>Sums of a period</h2>
      <form method="get" action="#sums" class="filters">
        <Line {...day('from')} type="date" />
        <Line {...day('to')} type="date" />
        <p class="actions">
          <button type="submit">Add up</button>
          {sums && <a href={at(`/money/transfers.csv?${period}`)}>Download as CSV</a>}
        </p>
      </form>
      {sums &&
        Object.entries(directions).map(([direction, words]) => (
          <DirectionSums
            key={direction}
            caption={words}
            sums={sums.filter((sum) => sum.direction === direction)}
            to={(more) => list({ direction, ...more })}
          />
        ))}
    </section>
  );
}

type DirectionProps = { caption: string; sums: Sum[]; to: (filter: Record<string, string>) => string };

function DirectionSums({ caption, sums, to }: DirectionProps): VNode {
  const statuses = Object.keys(statusWords).filter((status) => sums.some((sum) => sum.status === status));
  const cell = (of: readonly Sum[], filter: Record<string, string>) => {
    const { count, amount } = totalOf(of);
    if (count === 0) return <span class="dim">—</span>;
    return (
      <a href={to(filter)}>
        <Money amount={amount} /> ({count})
      </a>
    );
  };
  return (
    <>
      <h3>{caption}</h3>
      <Table
        caption={`${caption}, by status and network`}
        none="None were asked for in this period."
        rows={statuses}
        keyOf={(status) => status}
        columns={[
          { head: 'Status', cell: (status) => inWords(status) },
          ...networks.map((network) => ({
            ...{ head: networkWords[network], number: true },
            cell: (status: string) =>
              cell(
                sums.filter((sum) => sum.status === status && sum.network === network),
                { status, network },
              ),
          })),
          {
            ...{ head: 'All networks', number: true },
            cell: (status) =>
              cell(
                sums.filter((sum) => sum.status === status),
                { status },
              ),
          },
        ]}
      />
    </>
  );
}
