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

const columns = `t.id as "transferId", t.onboarding_id as "onboardingId", t.number as "transferNumber", t.reinitiations,
  t.authorization_id as "authorizationId",
  t.network, t.status, t.amount_cents as "amountCents",
  json_build_object('standard', t.standard_return_window, 'unauthorized', t.unauthorized_return_window) as windows,
  case when t.failure_code is not null or t.failure_description is not null then
    json_build_object('code', t.failure_code, 'description', t.failure_description) end as failure,
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

/**
 * Applies all stored events of the transfer to its row. Null for a transfer that is not ours, or not yet. Call it in a
 * transaction: the row stays locked, so that two callers cannot overtake each other.
 */
export async function applyTransferEvents(db: Db, transferId: string): Promise<TransferState | null> {
  const transfer = await lockTransfer(db, transferId);
  if (!transfer) return null;
  const { rows: events } = await db.query<{ type: string; failure: TransferFailure | null }>(
    `select type, case when failure_code is not null or failure_description is not null then
       json_build_object('code', failure_code, 'description', failure_description) end as failure
     from transfer_events where transfer_id = $1 order by event_id`,
    [transferId],
  );
  const { status, failure } = afterEvents(transfer, events);
  if (status === transfer.status && failure === transfer.failure) return stateOf(transfer);
  return storeTransfer(db, { ...transfer, status, failure });
}

/** Records a read of the transfer itself. Call it in a transaction. */
export async function updateTransfer(
  db: Db,
  read: Pick<TransferRecord, 'transferId' | 'network' | 'status' | 'windows' | 'failure'>,
): Promise<TransferState> {
  const transfer = await lockTransfer(db, read.transferId);
  if (!transfer) throw new Failure('bug', `No case has transfer ${read.transferId}.`, { code: 'transfer_unknown' });
  return storeTransfer(db, {
    ...transfer,
    network: read.network,
    windows: read.windows,
    // A read can be older than the events that arrived meanwhile.
    status: furthest(transfer.status, read.status),
    failure: read.failure ?? transfer.failure,
  });
}

type LockedTransfer = TransferRecord & { direction: Direction; cancelRequested: boolean };

async function lockTransfer(db: Db, transferId: string): Promise<LockedTransfer | null> {
  const { rows } = await db.query<LockedTransfer>(
    `select ${columns}, o.direction, t.cancel_requested_at is not null as "cancelRequested"
     from transfers t join onboardings o on o.id = t.onboarding_id
     where t.id = $1 for update of t`,
    [transferId],
  );
  return rows[0] ?? null;
}

async function storeTransfer(db: Db, transfer: LockedTransfer): Promise<TransferState> {
  const { transferId, status, windows, failure } = transfer;
  const state = stateOf(transfer);
  await db.query(
    `update transfers set network = $2, status = $3, standard_return_window = $4, unauthorized_return_window = $5,
       watch_until = $6, failure_code = $7, failure_description = $8
     where id = $1`,
    [
      transferId,
      transfer.network,
      status,
      windows.standard,
      windows.unauthorized,
      state.watchUntil,
      failure?.code ?? null,
      failure?.description ?? null,
    ],
  );
  return state;
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
