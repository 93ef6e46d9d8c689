// The board of the whole installation, for operators across tenants: each tenant's main numbers, and those of all.
import type { ComponentChildren, VNode } from 'preact';
import type { Client, Schemas } from '../../../packages/client/src/index.ts';
import { givenIn } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Age, Badge, Figure, More, Table } from '../kit.tsx';
import { AsOf, refreshOf } from './as-of.tsx';
import { MoneyByDay } from './money-plot.tsx';
import { ReturnRates } from './rates.tsx';

export const allTenantsPages: DeskRoute[] = [['GET', '/today', 'operator', showAllTenants]];

type Row = { tenant: Schemas['Tenant']; board: Schemas['Board'] };

/** Each tenant's board is a call of its own. */
const tenantsShown = 20;

async function showAllTenants(desk: Desk): Promise<void> {
  // An operator across tenants has it.
  const installation = desk.installation as Client;
  const query = { limit: tenantsShown, ...givenIn(desk, ['cursor']) };
  const { data: tenants } = await installation.GET('/v1/tenants', { params: { query } });
  const rows: Row[] = [];
  for (const tenant of tenants.data) {
    const { data: board } = await installation.GET('/v1/board', { params: { query: { tenant: tenant.id } } });
    rows.push({ tenant, board });
  }
  const { data: whole } = await installation.GET('/v1/tenants/board');
  desk.show({
    title: 'All tenants',
    menu: '/today',
    ...refreshOf(desk),
    children: (
      <>
        <h1>All tenants</h1>
        <AsOf desk={desk} at={whole.at} />
        <Tenants rows={rows} />
        <More cursor={tenants.next_cursor} query={new URLSearchParams()} />
        <h2>Plaid's webhooks that are not done</h2>
        <Inbox webhooks={whole.webhooks} at={desk.at} />
        <h2>Money by day, of all tenants</h2>
        <MoneyByDay money={whole.money} at={whole.at} />
        <h2>Return rates, of all tenants</h2>
        <ReturnRates returns={whole.returns} />
      </>
    ),
  });
}

/** Each number leads to a list of its tenant, because a list shows one tenant's cases. */
function Tenants({ rows }: { rows: Row[] }): VNode {
  const number = (head: string, path: string, numberIn: (board: Schemas['Board']) => number) => ({
    ...{ head, number: true },
    cell: ({ tenant, board }: Row): ComponentChildren => (
      <a href={`/console/t/${tenant.id}${path}`}>{numberIn(board)}</a>
    ),
  });
  return (
    <Table
      caption="Tenants with their main numbers"
      none="There is no tenant yet."
      rows={rows}
      keyOf={({ tenant }) => tenant.id}
      columns={[
        {
          head: 'Tenant',
          cell: ({ tenant }) => (
            <>
              <a href={`/console/t/${tenant.id}`}>{tenant.name}</a> <span class="dim">{tenant.id}</span>
            </>
          ),
        },
        number('Open cases', '#stages', ({ stages }) => sumOf(stages)),
        number('Under way', '/money/transfers?status=transferring', ({ money }) => sumOf(money.under_way)),
        number('To review', '/reviews', ({ reviews }) => reviews.count),
        number('To confirm', '/money/transfers?status=authorizing', ({ confirmations }) => confirmations.count),
        number('Delayed', '/money/transfers?attention=delayed', ({ delays }) => sumOf(delays)),
        number('Holds', '/holds', ({ holds }) => sumOf(holds)),
        number('Given up', '/notifications?status=failed', ({ notifications }) => notifications.failed),
        { head: 'Return rates', cell: ({ tenant, board }) => <Rates tenant={tenant.id} board={board} /> },
      ]}
    />
  );
}

function Rates({ tenant, board }: { tenant: string; board: Schemas['Board'] }): VNode {
  const exceeded = Object.values(board.returns.rates).flatMap((rate) => rate.exceeded);
  if (exceeded.length === 0) return <Badge tone="good">within limits</Badge>;
  return (
    <a href={`/console/t/${tenant}/money#returns`}>
      <Badge tone="bad">over {exceeded.includes('nacha') ? "Nacha's" : "Plaid's"} limit</Badge>
    </a>
  );
}

const webhookWords = { waiting: 'To deliver', parked: 'Of an unknown case', failed: 'Failed' } as const;

const Inbox = ({ webhooks, at }: { webhooks: Schemas['WholeBoard']['webhooks']; at: Desk['at'] }): VNode => (
  <div class="figures">
    {(['waiting', 'parked', 'failed'] as const).map((status) => (
      <Figure
        key={status}
        name={webhookWords[status]}
        value={webhooks[status].count}
        to={at(`/inbox?status=${status}`)}
        tone={status === 'failed' && webhooks.failed.count > 0 ? 'bad' : 'plain'}
        note={
          webhooks[status].oldest_since && (
            <>
              the oldest for <Age since={webhooks[status].oldest_since} />
            </>
          )
        }
      />
    ))}
  </div>
);

const sumOf = (counts: { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0);
