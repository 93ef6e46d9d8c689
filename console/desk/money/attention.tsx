// The transfers that a person may have to look at, as numbers that lead to their lists.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import type { Desk } from '../desk.ts';
import { Figure, type Tone } from '../kit.tsx';
import { dayOf, periodQueryOf, withPeriod } from './filter.ts';
import { totalOf } from './total.ts';

const stillDays = 3;

/** Each filter, and the words for what it finds. */
const looks: { name: string; tone: Tone; filter: () => Record<string, string> }[] = [
  { name: 'Past due', tone: 'bad', filter: () => ({ attention: 'past_due' }) },
  {
    ...{ name: `Unchanged for ${stillDays} days`, tone: 'warn' },
    filter: () => ({ unchanged_since: dayOf(Date.now() - stillDays * 86_400_000) }),
  },
  // A money call whose result is unknown shows here too: its step waits until a read of Plaid settles it.
  { name: 'Delayed, or the result unknown', tone: 'bad', filter: () => ({ attention: 'delayed' }) },
  { name: 'Refunds under way', tone: 'plain', filter: () => ({ attention: 'refund_under_way' }) },
  { name: 'Paid twice', tone: 'bad', filter: () => ({ attention: 'paid_twice' }) },
];

type Counted = { name: string; tone: Tone; filter: URLSearchParams; count: number; amount: string };

export const countAttention = ({ api }: Pick<Desk, 'api'>): Promise<Counted[]> =>
  Promise.all(
    looks.map(async ({ name, tone, filter: filterOf }) => {
      const filter = withPeriod(new URLSearchParams(filterOf()));
      const { data } = await api.GET('/v1/transfers/sums', { params: { query: periodQueryOf(filter) } });
      return { name, tone, filter, ...totalOf(data.data) };
    }),
  );

type AttentionProps = { counts: Counted[]; holds: Schemas['Board']['holds']; at: Desk['at'] };

export function Attention({ counts, holds, at }: AttentionProps): VNode {
  const held = holds.reduce((sum, { count }) => sum + count, 0);
  return (
    <div class="figures">
      {counts.map(({ name, tone, filter, count, amount }) => (
        <Figure
          key={name}
          name={name}
          value={count}
          to={at(`/money/transfers?${filter}`)}
          tone={count > 0 ? tone : 'plain'}
          note={count > 0 && `$${amount}`}
        />
      ))}
      <Figure name="Holds on accounts" value={held} to={at('/holds')} tone={held > 0 ? 'warn' : 'plain'} />
    </div>
  );
}
