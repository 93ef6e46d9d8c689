// The money under way, by direction and network. Each sum leads to its list.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import type { Desk } from '../desk.ts';
import { Figure, Money } from '../kit.tsx';
import { directionWords, networkWords } from '../money/words.ts';

type UnderWayProps = { board: Pick<Schemas['Board'], 'money'>; at: Desk['at'] };

export function UnderWay({ board, at }: UnderWayProps): VNode {
  const rows = board.money.under_way;
  if (rows.length === 0) return <p class="dim">None.</p>;
  return (
    <div class="figures wide">
      {rows.map(({ direction, network, currency, count, amount, oldest_day }) => (
        <Figure
          key={`${direction} ${network} ${currency}`}
          name={network ? `${directionWords[direction]}s by ${networkWords[network]}` : 'Payments'}
          value={<Money amount={amount} currency={currency} />}
          to={at(
            network
              ? `/money/transfers?${new URLSearchParams({ status: 'transferring', direction, network })}`
              : '/cases?stage=transferring',
          )}
          note={`${count}, the oldest of ${oldest_day}`}
        />
      ))}
    </div>
  );
}
