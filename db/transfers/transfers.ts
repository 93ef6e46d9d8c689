import type { Direction } from '../../domain/case/onboarding.ts';
import { Failure } from '../../domain/failure.ts';
import type { FollowUp } from '../../domain/transfers/returns.ts';
import {
  afterEvents,
  furthest,
  type ReturnWindows,
  type Standing,
  standing,
  type TransferStatus,
  watchUntil,
} from '../../domain/transfers/transfer.ts';
import { insertPlaidId } from '../case/plaid-ids.ts';
import { withNext } from '../connection.ts';
import type { Db } from '../pool.ts';

export type TransferFailure = { code: string | null; description: string | null };
export type TransferRecord = {
  transferId: string;
  onboardingId: string;
  /** The number of the transfer within the case, from 1. */
  transferNumber: number;
  /** How often this money was presented before, in the transfers just before this one. */
  reinitiations: number;
  authorizationId: string;
  network: string;
  status: TransferStatus;
  amountCents: number;
  windows: ReturnWindows;
  failure: TransferFailure | null;
  watchUntil: Date;
  /** The step after a return, if another transfer may follow; and when the transfer is reinitiated. */
  followUp: FollowUp['do'] | null;
  reinitiateAt: Date | null;
  createdAt: Date;
};
/** A transfer as Plaid shows it, with its place in the case. */
export type NewTransfer = Omit<TransferRecord, 'watchUntil' | 'followUp' | 'reinitiateAt'>;
/** A transfer, and its consequence for the case. */
export type TransferState = {
  transferId: string;
  onboardingId: string;
  status: TransferStatus;
  standing: Standing;
  watchUntil: Date;
  /** The bank's code, if the transfer came to nothing. */
  code: string | null;
};

/** SQL: the `TransferFailure` of a row. */
const failureOf = (row: string): string =>
  `case when ${row}.failure_code is not null or ${row}.failure_description is not null then
    json_build_object('code', ${row}.failure_code, 'description', ${row}.failure_description) end`;
const columns = `t.id as "transferId", t.onboarding_id as "onboardingId", t.number as "transferNumber", t.reinitiations,
  t.authorization_id as "authorizationId",
  t.network, t.status, t.amount_cents as "amountCents",
  json_build_object('standard', t.standard_return_window, 'unauthorized', t.unauthorized_return_window) as windows,
  ${failureOf('t')} as failure,
  t.watch_until as "watchUntil", t.follow_up as "followUp", t.reinitiate_at as "reinitiateAt",
  t.created_at as "createdAt"`;

/**
 * Records a transfer of the case and its Plaid id. False for a repeat, which changes nothing. The schema refuses a
 * second transfer under one number with an error. Call it in a transaction.
 */
export async function insertTransfer(db: Db, transfer: NewTransfer): Promise<boolean> {
  const { transferId, onboardingId, windows, failure, createdAt } = transfer;
  const { rowCount } = await db.query(
    `insert into transfers (id, onboarding_id, authorization_id, network, status, amount_cents, standard_return_window,
       unauthorized_return_window, failure_code, failure_description, watch_until, created_at,
       number, reinitiations)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (id) do nothing`,
    [
      transferId,
      onboardingId,
      transfer.authorizationId,
      transfer.network,
      transfer.status,
      transfer.amountCents,
      windows.standard,
      windows.unauthorized,
      failure?.code ?? null,
      failure?.description ?? null,
      watchUntil(windows, createdAt),
      createdAt,
      transfer.transferNumber,
      transfer.reinitiations,
    ],
  );
  await insertPlaidId(db, 'transfer', transferId, onboardingId);
  return rowCount === 1;
}

/** Returns the newest transfer of the case. */
export async function transferOfCase(db: Db, onboardingId: string): Promise<TransferRecord | null> {
  const { rows } = await db.query<TransferRecord>(
    `select ${columns} from transfers t where t.onboarding_id = $1 order by t.number desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

export async function transferByNumber(
  db: Db,
  onboardingId: string,
  transferNumber: number,
): Promise<TransferRecord | null> {
  const { rows } = await db.query<TransferRecord>(
    `select ${columns} from transfers t where t.onboarding_id = $1 and t.number = $2`,
    [onboardingId, transferNumber],
  );
  return rows[0] ?? null;
}

/** Applies all stored events of the transfer to its row (`foldTransferEvents`). Null for one that is not ours. */
export async function applyTransferEvents(db: Db, transferId: string): Promise<TransferState | null> {
  const [state = null] = await foldTransferEvents(db, transferId);
  return state;
}

/**
 * Applies all stored events of these transfers, or of this one, to their rows. Leaves out a transfer that is not ours,
 * or not yet. Call it in a transaction: the rows stay locked, so that two callers cannot overtake each other.
 */
export async function foldTransferEvents(db: Db, transfers: string | string[]): Promise<TransferState[]> {
  const changed: LockedTransfer[] = [];
  const states: TransferState[] = [];
  for (const { events, ...transfer } of await lockTransfers(db, transfers)) {
    const { status, failure } = afterEvents(transfer, events);
    const after = { ...transfer, status, failure };
    if (status !== transfer.status || failure !== transfer.failure) changed.push(after);
    states.push(stateOf(after));
  }
  await storeTransfers(db, changed);
  return states;
}

/** Records a read of the transfer itself. Call it in a transaction. */
export async function updateTransfer(
  db: Db,
  read: Pick<TransferRecord, 'transferId' | 'network' | 'status' | 'windows' | 'failure'>,
): Promise<TransferState> {
  const [transfer] = await lockTransfers(db, read.transferId);
  if (!transfer) throw new Failure('bug', `No case has transfer ${read.transferId}.`, { code: 'transfer_unknown' });
  const after = {
    ...transfer,
    network: read.network,
    windows: read.windows,
    // A read can be older than the events that arrived meanwhile.
    status: furthest(transfer.status, read.status),
    failure: read.failure ?? transfer.failure,
  };
  await storeTransfers(db, [after]);
  return stateOf(after);
}

type StoredEvent = { type: string; failure: TransferFailure | null };
type LockedTransfer = TransferRecord & { direction: Direction; cancelRequested: boolean };

/**
 * Reads transfers with their events. Locks them in the order of their ids, so that two callers that lock several of
 * them do not wait for each other.
 */
async function lockTransfers(db: Db, ids: string | string[]): Promise<(LockedTransfer & { events: StoredEvent[] })[]> {
  // PostgreSQL plans a statement with a list for each call, which takes longer than to run it for one transfer.
  const are = typeof ids === 'string' ? '= $1' : '= any ($1)';
  await db.query(withNext(`select from transfers where id ${are} order by id for no key update`), [ids]);
  // A statement of its own, because it has to see the events that others stored while we waited for the lock.
  const { rows } = await db.query<LockedTransfer & { events: StoredEvent[] }>(
    `select ${columns}, o.direction, t.cancel_requested_at is not null as "cancelRequested",
       coalesce((select json_agg(json_build_object('type', e.type, 'failure', ${failureOf('e')}) order by e.event_id)
         from transfer_events e where e.transfer_id = t.id), '[]') as events
     from transfers t join onboardings o on o.id = t.onboarding_id
     where t.id ${are} order by t.id for no key update of t`,
    [ids],
  );
  return rows;
}

async function storeTransfers(db: Db, transfers: LockedTransfer[]): Promise<void> {
  if (transfers.length === 0) return;
  await db.query(
    withNext(`update transfers t set network = s.network, status = s.status, standard_return_window = s.standard,
       unauthorized_return_window = s.unauthorized, watch_until = s.watch_until, failure_code = s.code,
       failure_description = s.description
     from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::date[], $6::timestamptz[], $7::text[], $8::text[])
       as s (id, network, status, standard, unauthorized, watch_until, code, description)
     where t.id = s.id`),
    [
      transfers.map(({ transferId }) => transferId),
      transfers.map(({ network }) => network),
      transfers.map(({ status }) => status),
      transfers.map(({ windows }) => windows.standard),
      transfers.map(({ windows }) => windows.unauthorized),
      transfers.map((transfer) => stateOf(transfer).watchUntil),
      transfers.map(({ failure }) => failure?.code ?? null),
      transfers.map(({ failure }) => failure?.description ?? null),
    ],
  );
}

function stateOf({ direction, cancelRequested, windows, createdAt, ...transfer }: LockedTransfer): TransferState {
  return {
    transferId: transfer.transferId,
    onboardingId: transfer.onboardingId,
    status: transfer.status,
    standing: standing(transfer.status, direction, cancelRequested),
    watchUntil: watchUntil(windows, createdAt),
    code: transfer.failure?.code ?? null,
  };
}

/**
 * Records that the tenant asked to cancel, so that a `cancelled` event ends the case as cancelled, not failed. Commit
 * this before you ask Plaid. False if the case has ended.
 */
export async function requestCancellation(db: Db, transferId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update transfers t set cancel_requested_at = coalesce(cancel_requested_at, now())
     from onboardings o where t.id = $1 and o.id = t.onboarding_id and o.stage <> 'closed'`,
    [transferId],
  );
  return rowCount === 1;
}

/** Records that Plaid can no longer cancel the transfer. */
export async function withdrawCancellation(db: Db, transferId: string): Promise<void> {
  await db.query(`update transfers set cancel_requested_at = null where id = $1 and status <> 'cancelled'`, [
    transferId,
  ]);
}
