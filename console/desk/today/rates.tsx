// The return rates beside the limits of Plaid and Nacha.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { Badge, inWords } from '../kit.tsx';
import { share } from './plot.ts';

type Rates = Schemas['Board']['returns'];
type Rate = Schemas['ReturnRate'];

/** The bar ends at this multiple of Nacha's limit: who is further beyond reads the number. */
const scale = 1.4;
const width = 340;
const percent = (part: number) => `${(part * 100).toFixed(2)} %`;

export const ReturnRates = ({ returns }: { returns: Pick<Rates, 'rates' | 'since'> }): VNode => (
  <>
    <p class="dim">Debits that came back, of all debits since {returns.since.slice(0, 10)}.</p>
    <div class="rates">
      {Object.entries(returns.rates).map(([name, rate]) => (
        <RateBar key={name} name={name} rate={rate} />
      ))}
    </div>
  </>
);

function RateBar({ name, rate }: { name: string; rate: Rate }): VNode {
  const { returns, debits, limits, allowed, exceeded } = rate;
  const end = limits.nacha * scale;
  const xOf = (part: number) => share(part, end) * width;
  const heading = inWords(name);
  return (
    <div class="rate">
      <h3>
        {heading} {stateOf(exceeded)}
      </h3>
      <p>
        {rate.share === null ? 'No debits' : `${returns} of ${debits} debits: ${percent(rate.share)}`}. At this number
        of debits, Plaid allows {allowed.plaid} and Nacha {allowed.nacha}.
      </p>
      <svg
        class="plot"
        viewBox={`0 0 ${width} 34`}
        role="img"
        aria-label={`${heading}: ${percent(rate.share ?? 0)}. Plaid's limit is ${percent(limits.plaid)}, Nacha's is ${percent(limits.nacha)}.`}
      >
        <rect class="track" x="0.5" y="16.5" width={width - 1} height="13" />
        <rect class={exceeded.length > 0 ? 'over' : 'within'} x="0" y="16" width={xOf(rate.share ?? 0)} height="14" />
        <line class="mark" x1={xOf(limits.plaid)} x2={xOf(limits.plaid)} y1="2" y2="34" />
        <text x={xOf(limits.plaid) - 4} y="11" text-anchor="end">
          Plaid {percent(limits.plaid)}
        </text>
        <line class="mark" x1={xOf(limits.nacha)} x2={xOf(limits.nacha)} y1="2" y2="34" />
        <text x={xOf(limits.nacha) + 4} y="11">
          Nacha {percent(limits.nacha)}
        </text>
      </svg>
    </div>
  );
}

function stateOf(exceeded: Rate['exceeded']): VNode {
  if (exceeded.includes('nacha')) return <Badge tone="bad">over Nacha's limit</Badge>;
  return exceeded.length > 0 ? <Badge tone="bad">over Plaid's limit</Badge> : <Badge tone="good">within limits</Badge>;
}
