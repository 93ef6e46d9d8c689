// The notifications that Gangway sent about a case, and the webhooks that Plaid sent.
import type { VNode } from 'preact';
import type { Desk } from '../desk.ts';
import { Badge, Table, type Tone, When } from '../kit.tsx';
import type { Told } from './read-case.ts';

const tones: Record<string, Tone> = { delivered: 'good', done: 'good', failed: 'bad', parked: 'warn' };

export const Messages = ({ desk, told }: { desk: Desk; told: Told }): VNode => (
  <>
    <h2>Notifications sent</h2>
    <Table
      caption="The notifications about the case, newest first"
      rows={told.notifications}
      none="None."
      keyOf={({ id }) => id}
      columns={[
        { head: 'When', cell: ({ timestamp }) => <When at={timestamp} /> },
        { head: 'Type', cell: ({ id, type }) => <a href={desk.at(`/notifications/${id}`)}>{type}</a> },
        {
          head: 'Deliveries',
          cell: ({ deliveries }) =>
            deliveries.length === 0 ? (
              <span class="dim">no endpoint takes it</span>
            ) : (
              deliveries.map(({ endpoint_id, status, attempts, status_code }) => (
                <div key={endpoint_id}>
                  <Badge tone={tones[status] ?? 'plain'}>{status}</Badge> after {attempts} attempts
                  {status_code !== null && `, HTTP ${status_code}`}
                </div>
              ))
            ),
        },
      ]}
    />
    <h2>Webhooks received</h2>
    <Table
      caption="Plaid’s webhooks about the case, newest first"
      rows={told.webhooks}
      none="None."
      keyOf={({ id }) => id}
      columns={[
        { head: 'When', cell: ({ received_at }) => <When at={received_at} /> },
        { head: 'Webhook', cell: ({ type, code }) => `${type} ${code}` },
        { head: 'Status', cell: ({ status }) => <Badge tone={tones[status] ?? 'plain'}>{status}</Badge> },
        { head: 'Result', cell: ({ result }) => result ?? '—' },
      ]}
    />
  </>
);
