// The list of a tenant's transfers, with its filter, and the same as CSV.
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { VNode } from 'preact';
import type { Transfer } from '../../../packages/client/src/index.ts';
import { ask, givenIn, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { More } from '../kit.tsx';
import { filterIn, isShortEnough, longestDays, periodQueryOf, queryOf, withPeriod } from './filter.ts';
import { Filter, labels } from './filter-form.tsx';
import { TransferTable } from './transfer-table.tsx';

export const transferPages: DeskRoute[] = [
  ['GET', '/money/transfers', 'viewer', showTransfers],
  ['GET', '/money/transfers.csv', 'viewer', sendCsv],
];

async function showTransfers(desk: Desk): Promise<void> {
  const filter = filterIn(desk);
  const query = { ...queryOf(filter), ...givenIn(desk, ['cursor']), limit: 50 };
  const { data: listed, refused } = await ask(desk.api.GET('/v1/transfers', { params: { query } }), labels);
  const page = {
    title: 'Transfers',
    menu: '/money',
    children: (
      <>
        <p>
          <a href={desk.at('/money')}>Money</a>
        </p>
        <h1>Transfers</h1>
        <Filter filter={filter} refused={refused} clear={desk.at('/money/transfers')} />
        {listed && <List desk={desk} listed={listed} filter={filter} />}
      </>
    ),
  };
  showPage(desk, page, refused);
}

type ListProps = { desk: Desk; listed: { data: Transfer[]; next_cursor: string | null }; filter: URLSearchParams };

function List({ desk, listed, filter }: ListProps): VNode {
  const exported = withPeriod(filter);
  return (
    <>
      <TransferTable transfers={listed.data} at={desk.at} />
      <More cursor={listed.next_cursor} query={filter} />
      {listed.data.length > 0 &&
        (isShortEnough(exported) ? (
          <p>
            <a href={desk.at(`/money/transfers.csv?${exported}`)}>Download as CSV</a>{' '}
            <span class="dim">
              all of this list that were asked for from {exported.get('from')} to {exported.get('to')}
            </span>
          </p>
        ) : (
          <p class="dim">Choose a period of at most {longestDays} days to download this list as CSV.</p>
        ))}
    </>
  );
}

/** Sends what the list shows, as the API exports it. */
async function sendCsv(desk: Desk): Promise<void> {
  const query = periodQueryOf(withPeriod(filterIn(desk)));
  const { data } = await desk.api.GET('/v1/transfers.csv', { params: { query }, parseAs: 'stream' });
  desk.ctx.attachment('transfers.csv');
  desk.ctx.set('Cache-Control', 'no-store');
  desk.ctx.type = 'text/csv; charset=utf-8';
  desk.ctx.body = Readable.fromWeb(data as unknown as ReadableStream);
}
