// For operators, over HTTP and by command: Plaid's events of a transfer, an account or a case, read from Plaid now,
// with what Gangway has recorded of each.
import { z } from 'zod';
import { loadCase, unknownCase } from '../db/case/onboardings.ts';
import { casesOfIds, idsOfCase } from '../db/case/plaid-ids.ts';
import { storedEvents } from '../db/feeds/feeds.ts';
import type { Db } from '../db/pool.ts';
import type { EventFeed } from '../domain/feed.ts';
import { formatAmount } from '../domain/money.ts';
import { plaidId } from '../domain/plaid-id.ts';
import type { BankTransferEvent, EventPage, ListedPage, PlaidGateway, TransferEvent } from '../plaid/gateway.ts';
import { money, pageOf, time } from './http/answer-fields.ts';
import { checkInput } from './http/input.ts';
import { pageLimit } from './http/query.ts';

type Reads = { db: Db; plaid: Pick<PlaidGateway, 'listTransferEvents' | 'listBankTransferEvents'> };

const id = z.string().regex(plaidId, 'must be an id, of at most 200 printable characters').optional();
const shared = {
  account_id: id,
  onboarding_id: id,
  /** Plaid's largest page. */
  limit: pageLimit(25, 25),
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, 'must be the next_cursor of an earlier answer, unchanged')
    .transform(Number)
    .default(0),
};
export const queries = {
  transfer: aboutOne('transfer_id', z.strictObject({ transfer_id: id, ...shared })),
  'bank-transfer': aboutOne('bank_transfer_id', z.strictObject({ bank_transfer_id: id, ...shared })),
};

const event = {
  event_id: z.string(),
  type: z.string(),
  at: time,
  account_id: z.string().nullable(),
  direction: z.string().nullable(),
  amount: money.nullable(),
  failure: z.object({ code: z.string().nullable(), description: z.string().nullable() }).nullable(),
  onboarding_id: z.string().nullable(),
  stored: z.boolean().describe('Gangway has read the event.'),
  signalled_at: time.nullable(),
};
const text = z.string().nullable();
const transferEvent = z.object({ ...event, transfer_id: text, refund_id: text, sweep_id: text });
const bankTransferEvent = z.object({ ...event, bank_transfer_id: z.string() });
export const eventsSchemas = {
  transfer: pageOf(transferEvent.meta({ id: 'PlaidTransferEvent' })),
  'bank-transfer': pageOf(bankTransferEvent.meta({ id: 'PlaidBankTransferEvent' })),
};
type EventAnswer = z.output<typeof transferEvent> | z.output<typeof bankTransferEvent>;

function aboutOne<S extends z.ZodObject<typeof shared>>(own: string, schema: S) {
  const names = [own, 'account_id', 'onboarding_id'];
  const given = (query: unknown) => names.filter((name) => (query as Record<string, unknown>)[name] !== undefined);
  return schema.refine((query) => given(query).length === 1, {
    path: [own],
    error: `give exactly one of ${names.join(', ')}`,
    // Always checked, so that one answer names every bad field.
    when: () => true,
  });
}

/** `query` as the caller sent it. Returns the newest events first. A page has up to `limit` events of each account. */
export async function plaidEvents({ db, plaid }: Reads, feed: EventFeed, query: unknown) {
  if (feed === 'transfer') {
    const { transfer_id: transferId = null, ...rest } = checkInput(queries.transfer, query);
    return answer(db, feed, rest, (page) => plaid.listTransferEvents({ transferId, ...page }));
  }
  const { bank_transfer_id: bankTransferId = null, ...rest } = checkInput(queries['bank-transfer'], query);
  return answer(db, feed, rest, (page) => plaid.listBankTransferEvents({ bankTransferId, ...page }));
}

type Query = { account_id?: string | undefined; onboarding_id?: string | undefined; limit: number; cursor: number };
type AnyEvent = TransferEvent | BankTransferEvent;

async function answer(
  db: Db,
  feed: EventFeed,
  { account_id, onboarding_id, limit, cursor: offset }: Query,
  list: (page: ListedPage & { accountId: string | null }) => Promise<EventPage<AnyEvent>>,
) {
  const accounts = onboarding_id ? await accountsOf(db, onboarding_id) : [account_id ?? null];
  const pages = await Promise.all(accounts.map((accountId) => list({ accountId, limit, offset })));
  const events = pages.flatMap((page) => page.events).sort((a, b) => (a.eventId < b.eventId ? 1 : -1));
  const stored = await storedEvents(
    db,
    feed,
    events.map(({ eventId }) => String(eventId)),
  );
  const caseOf = await casesOf(db, events);
  return {
    data: events.map(
      (event): EventAnswer => ({
        ...eventAnswer(event),
        onboarding_id: caseOf(event),
        stored: stored.has(String(event.eventId)),
        signalled_at: stored.get(String(event.eventId))?.toISOString() ?? null,
      }),
    ),
    next_cursor: pages.some(({ hasMore }) => hasMore) ? String(offset + limit) : null,
  };
}

/** Several cases may move money on one account, so the transfer names the case where it is known. */
async function casesOf(db: Db, events: AnyEvent[]): Promise<(event: AnyEvent) => string | null> {
  const transferOf = (event: AnyEvent) => ('transferId' in event ? (event.transferId ?? '') : '');
  const accountOf = ({ accountId }: AnyEvent) => accountId ?? '';
  const [byTransfer, byAccount] = await Promise.all([
    casesOfIds(db, 'transfer', events.map(transferOf)),
    casesOfIds(db, 'account', events.map(accountOf)),
  ]);
  return (event) => byTransfer.get(transferOf(event)) ?? byAccount.get(accountOf(event)) ?? null;
}

async function accountsOf(db: Db, onboardingId: string): Promise<string[]> {
  const found = await loadCase(db, onboardingId);
  if (found) return found.accountId ? [found.accountId] : idsOfCase(db, 'account', onboardingId);
  throw unknownCase();
}

const eventAnswer = (event: AnyEvent) => ({
  event_id: String(event.eventId),
  type: event.type,
  at: event.at.toISOString(),
  ...('transferId' in event
    ? { transfer_id: event.transferId, refund_id: event.refundId, sweep_id: event.sweepId }
    : { bank_transfer_id: event.bankTransferId }),
  account_id: event.accountId,
  direction: event.direction,
  amount: event.amountCents === null ? null : formatAmount(event.amountCents),
  failure: event.failure,
});
