// A list of transfers. Nothing in it is personal: the page of a case is one click away.
import type { VNode } from 'preact';
import type { Transfer } from '../../../packages/client/src/index.ts';
import type { Desk } from '../desk.ts';
import { Badge, inWords, Money, Table, type Tone, When } from '../kit.tsx';
import { networkWords } from './words.ts';

export const TransferTable = ({ transfers, at }: { transfers: Transfer[]; at: Desk['at'] }): VNode => (
  <Table
    caption="Transfers, newest first"
    none="There are no such transfers."
    rows={transfers}
    keyOf={({ id }) => id}
    columns={[
      {
        head: 'Transfer',
        cell: ({ id, onboarding_id }) => (
          <a class="id" href={at(`/cases/${onboarding_id ?? id}`)}>
            {id.slice(0, 12)}…
          </a>
        ),
      },
      { head: 'Asked for', cell: ({ created_at }) => <When at={created_at} /> },
      {
        head: 'Direction',
        cell: ({ funding }) => (funding && 'direction' in funding ? inWords(funding.direction) : '—'),
      },
      {
        head: 'Network',
        cell: ({ funding }) => (funding && 'network' in funding ? networkWords[funding.network] : '—'),
      },
      { head: 'Amount', cell: ({ funding }) => <Money amount={funding?.amount ?? null} />, number: true },
      { head: 'Status', cell: (transfer) => <Status transfer={transfer} /> },
      {
        head: 'Waits for',
        cell: ({ waiting }) =>
          waiting ? (
            <>
              {inWords(waiting.for)}
              {waiting.until && (
                <>
                  , until <When at={waiting.until} />
                </>
              )}
            </>
          ) : (
            '—'
          ),
      },
    ]}
  />
);

const tones: Partial<Record<Transfer['status'], Tone>> = {
  funded: 'good',
  returned: 'bad',
  failed: 'bad',
  declined: 'bad',
  rejected: 'bad',
};

function Status({ transfer: { status, delayed, transfer, refunds } }: { transfer: Transfer }): VNode {
  return (
    <>
      <Badge tone={tones[status] ?? 'plain'}>{inWords(status)}</Badge> {transfer?.failure?.code}{' '}
      {delayed && <Badge tone="warn">Delayed: {inWords(delayed.reason)}</Badge>}{' '}
      {refunds.some(({ paid_twice }) => paid_twice) && <Badge tone="bad">Paid twice</Badge>}
    </>
  );
}
