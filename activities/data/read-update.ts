// Reads one update of an Item's transactions, which may have several pages.
import { applyUpdate, keepPage } from '../../db/data/bank-transactions.ts';
import {
  dropPages,
  moveNextPage,
  moveTransactionCursor,
  type TransactionSync,
  transactionSyncOf,
} from '../../db/data/transaction-syncs.ts';
import { recordUnreadRows } from '../../db/feeds/unread-rows.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import { transactionsFeed } from '../../domain/feed.ts';
import type { Secret } from '../../domain/secret.ts';
import { alertOfUnreadRows } from '../alerts.ts';
import type { Deps } from '../deps.ts';
import { readPages } from '../feeds/pages.ts';
import { known } from '../on-record.ts';

/** How often one call restarts an update because the bank's data changed meanwhile. */
const mostRestarts = 3;
/** A million transactions. A longer list leads in a circle. */
const mostPages = 2000;

/** The result of an update that was read to its end. */
export type UpdateRead = { events: number; updateStatus: string | null };

/** Forgets the pages of an unfinished update. */
export const dropUpdate = (db: Pool, sync: TransactionSync): Promise<void> =>
  transaction(db, (tx) => dropPages(tx, sync));

export function updateReader({ db, vault, plaid, alert }: Pick<Deps, 'db' | 'vault' | 'plaid' | 'alert'>) {
  /** Reads the page at `sync`. Null while the update has more pages, or where another call has read on. */
  async function readPage(sync: TransactionSync, accessToken: Secret): Promise<UpdateRead | null> {
    const { itemId, onboardingId, cursor, nextPage } = sync;
    if (sync.pagesRead >= mostPages) throw pagesDoNotEnd();
    const feed = transactionsFeed(itemId);
    const from = nextPage ?? cursor;
    const { hasMore, updateStatus, ...page } = await plaid.readTransactions(accessToken, from);
    const to = page.cursor;
    if (hasMore && (to === null || to === from)) throw cursorStandsStill();
    let unread = 0;
    const ended = await transaction(db, async (tx) => {
      const moved =
        hasMore && to !== null
          ? await moveNextPage(tx, sync, to)
          : await moveTransactionCursor(tx, sync, { cursor: to ?? cursor, updateStatus });
      if (!moved) return null;
      unread = await recordUnreadRows(tx, feed, page.unread);
      await keepPage(tx, vault, { itemId, onboardingId, stored: page.stored, removed: page.removed });
      return hasMore ? null : { events: await applyUpdate(tx, itemId), updateStatus };
    });
    alertOfUnreadRows({ alert }, feed, unread);
    return ended;
  }

  /** Null when the update has more pages than one call reads. */
  return function readUpdate(itemId: string, accessToken: Secret): Promise<UpdateRead | null> {
    let restarts = 0;
    return readPages(async () => {
      // Read from the record each time, because another call may have read on.
      const sync = await known('sync of transactions', transactionSyncOf(db, itemId));
      try {
        return await readPage(sync, accessToken);
      } catch (error) {
        if (!(error instanceof Failure && isAgainstPages(error))) throw error;
        await dropUpdate(db, sync);
        if (error.detail.code !== movedUnderUs || restarts === mostRestarts) throw error;
        restarts += 1;
        return null;
      }
    });
  };
}

export const endlessPages = 'pages_do_not_end';
const movedUnderUs = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION';

const pagesAreOfNoUse = [movedUnderUs, 'cursor_stands_still', endlessPages];

/** The update cannot end with the stored pages, or Plaid refuses the cursor. Plaid's codes are in upper case. */
const isAgainstPages = ({ kind, detail: { code } }: Failure): boolean =>
  pagesAreOfNoUse.includes(code) || (kind === 'bug' && /^[A-Z]/.test(code));

/** Without this check the feed would read one page for ever. */
const cursorStandsStill = () =>
  new Failure('unavailable', 'Plaid reports more transactions but sends no cursor that leads to them.', {
    code: 'cursor_stands_still',
  });

const pagesDoNotEnd = () =>
  new Failure('unavailable', 'The list of transactions does not end: Plaid sends more pages than one Item can have.', {
    code: endlessPages,
  });
