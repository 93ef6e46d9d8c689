// The money of the last days as bars, and as a table behind them.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { inWords, Money, Table } from '../kit.tsx';
import { networkWords } from '../money/words.ts';
import { share } from './plot.ts';

export type MoneyOfBoard = Schemas['Board']['money'];
type Row = MoneyOfBoard['days'][number];

/** In the order of the stack, from the bottom. */
const states = [
  { status: 'funded', words: 'arrived' },
  { status: 'transferring', words: 'under way' },
  { status: 'returned', words: 'came back' },
] as const;

const dayMs = 86_400_000;
const size = { width: 340, height: 150, left: 4, bottom: 20, top: 18 };

/** One plot for each direction and currency, because their amounts do not add up. */
export function MoneyByDay({ money, at }: { money: MoneyOfBoard; at: string }): VNode {
  const days = daysBetween(money.since, at);
  const groups = [...new Set(money.days.map(groupOf))];
  if (groups.length === 0) return <p class="dim">No money was asked for in these {days.length} days.</p>;
  return (
    <>
      <ul class="legend">
        {states.map(({ status, words }) => (
          <li key={status}>
            <svg class="plot swatch" viewBox="0 0 16 16" aria-hidden="true">
              <rect class={status} x="1" y="1" width="14" height="14" />
              {status === 'returned' && <path class="hatch" d="M1 8 8 1M1 15 15 1M8 15l7-7" />}
            </svg>{' '}
            {words}
          </li>
        ))}
      </ul>
      <div class="columns">
        {groups.map((name) => (
          <Bars key={name} name={name} days={days} rows={money.days.filter((row) => groupOf(row) === name)} />
        ))}
      </div>
      <details id="money-table">
        <summary>As a table</summary>
        <MoneyTable rows={money.days} />
      </details>
    </>
  );
}

function Bars({ name, days, rows }: { name: string; days: string[]; rows: Row[] }): VNode {
  const totals = days.map((day) => sumOf(rows.filter((row) => row.day === day)));
  const highest = Math.max(...totals);
  const busiest = days[totals.indexOf(highest)] ?? '';
  const currency = rows[0]?.currency ?? 'USD';
  const step = (size.width - size.left) / days.length;
  const base = size.height - size.bottom;
  return (
    <figure class="plot-figure">
      <figcaption>{name}, by the day on which they were asked for</figcaption>
      <svg
        class="plot"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={`${name}: at most ${highest.toFixed(2)} ${currency} a day, on ${busiest}. The table below has all numbers.`}
      >
        <line class="grid" x1={size.left} x2={size.width} y1={size.top} y2={size.top} />
        <text x={size.left} y={size.top - 5}>
          {new Intl.NumberFormat('en-US', { style: 'currency', currency, notation: 'compact' }).format(highest)}
        </text>
        {days.map((day, index) => (
          <Stack
            key={day}
            rows={rows.filter((row) => row.day === day)}
            x={size.left + index * step + step * 0.15}
            width={step * 0.7}
            heightOf={(amount) => share(amount, highest) * (base - size.top)}
            base={base}
          />
        ))}
        <line class="axis" x1={size.left} x2={size.width} y1={base} y2={base} />
        <text x={size.left} y={size.height - 5}>
          {dayWords(days[0])}
        </text>
        <text x={size.width} y={size.height - 5} text-anchor="end">
          {dayWords(days.at(-1))}
        </text>
      </svg>
    </figure>
  );
}

type StackProps = { rows: Row[]; x: number; width: number; heightOf: (amount: number) => number; base: number };

function Stack({ rows, x, width, heightOf, base }: StackProps): VNode {
  let top = base;
  const parts = states.map(({ status }) => {
    const height = heightOf(sumOf(rows.filter((row) => row.status === status)));
    top -= height;
    return { status, y: top, height };
  });
  return (
    <>
      {parts.map(({ status, y, height }) =>
        height === 0 ? null : (
          <>
            <rect key={status} class={status} x={x} y={y} width={width} height={height} />
            {status === 'returned' && <path class="hatch" d={hatchOf({ x, y, width, height })} />}
          </>
        ),
      )}
    </>
  );
}

/** Slanting lines within the box, so that the state shows without its colour. */
function hatchOf({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  const slant = Math.min(width, height);
  const count = Math.floor((height - slant) / 5) + 1;
  return Array.from({ length: count }, (_, n) => `M${x} ${y + n * 5 + slant}l${slant} ${-slant}`).join('');
}

const MoneyTable = ({ rows }: { rows: Row[] }): VNode => (
  <Table
    caption="Money by day, network and state"
    none="No money was asked for."
    rows={rows}
    keyOf={(row) => Object.values(row).join()}
    columns={[
      { head: 'Day (UTC)', cell: ({ day }) => day },
      { head: 'Direction', cell: ({ direction }) => inWords(direction) },
      { head: 'Network', cell: ({ network }) => (network ? networkWords[network] : 'Payment') },
      { head: 'State', cell: ({ status }) => states.find((state) => state.status === status)?.words },
      { head: 'Count', cell: ({ count }) => count, number: true },
      { head: 'Amount', cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />, number: true },
    ]}
  />
);

const groupOf = ({ direction, currency }: Row) => `${inWords(direction)}s in ${currency}`;

const sumOf = (rows: Row[]) => rows.reduce((sum, { amount }) => sum + Number(amount), 0);

function daysBetween(since: string, at: string): string[] {
  const first = Date.parse(since.slice(0, 10));
  const count = Math.floor((Date.parse(at) - first) / dayMs) + 1;
  return Array.from({ length: count }, (_, n) => new Date(first + n * dayMs).toISOString().slice(0, 10));
}

const dayWords = (day: string | undefined) =>
  day && new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
