import { Failure } from '../domain/failure.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { Direction } from '../domain/onboarding.ts';
import {
  furthest,
  type ReturnWindows,
  type Standing,
  standing,
  statusOfEvent,
  type TransferStatus,
  watchUntil,
} from '../domain/transfer.ts';
import type { Db } from './pool.ts';
import { insertRoute } from './routes.ts';

export type TransferFailure = { code: string | null; description: string | null };
export type TransferRecord = {
  transferId: string;
  onboardingId: string;
  /** Counts the transfers of a case, from 1. */
  attempt: number;
  /** How often its payment was presented before: that many attempts in a row, up to this one, are for it. */
  retry: number;
  authorizationId: string;
  network: string;
  status: TransferStatus;
  amountCents: number;
  windows: ReturnWindows;
  failure: TransferFailure | null;
  watchUntil: Date;
  /** Why it is not the last one, where it came back; and when it is presented again. */
  followUp: FollowUp['do'] | null;
  representAt: Date | null;
  createdAt: Date;
};
/** As Plaid tells it, with its place in the case. */
export type NewTransfer = Omit<TransferRecord, 'watchUntil' | 'followUp' | 'representAt'>;
/** What a transfer amounts to for its case. */
export type TransferState = {
  transferId: string;
  onboardingId: string;
  status: TransferStatus;
  standing: Standing;
  watchUntil: Date;
};

const columns = `t.id as "transferId", t.onboarding_id as "onboardingId", t.attempt, t.retry,
  t.authorization_id as "authorizationId",
  t.network, t.status, t.amount_cents as "amountCents",
  json_build_object('standard', t.standard_return_window, 'unauthorized', t.unauthorized_return_window) as windows,
  case when t.failure_code is not null or t.failure_description is not null then
    json_build_object('code', t.failure_code, 'description', t.failure_description) end as failure,
  t.watch_until as "watchUntil", t.follow_up as "followUp", t.represent_at as "representAt",
  t.created_at as "createdAt"`;

/**
 * Records a transfer of the case and its route; repeating it changes nothing, and gives false. A second one for the same
 * attempt is refused by the schema, loudly. Call it in a transaction.
 */
export async function insertTransfer(db: Db, transfer: NewTransfer): Promise<boolean> {
  const { transferId, onboardingId, windows, failure, createdAt } = transfer;
  const { rowCount } = await db.query(
    `insert into transfers (id, onboarding_id, authorization_id, network, status, amount_cents, standard_return_window,
       unauthorized_return_window, failure_code, failure_description, watch_until, created_at,
       attempt, retry)
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
      transfer.attempt,
      transfer.retry,
    ],
  );
  await insertRoute(db, 'transfer', transferId, onboardingId);
  return rowCount === 1;
}

/** The newest. */
export async function transferOfCase(db: Db, onboardingId: string): Promise<TransferRecord | null> {
  const { rows } = await db.query<TransferRecord>(
    `select ${columns} from transfers t where t.onboarding_id = $1 order by t.attempt desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

export async function transferOfAttempt(db: Db, onboardingId: string, attempt: number): Promise<TransferRecord | null> {
  const { rows } = await db.query<TransferRecord>(
    `select ${columns} from transfers t where t.onboarding_id = $1 and t.attempt = $2`,
    [onboardingId, attempt],
  );
  return rows[0] ?? null;
}

/**
 * Folds all stored events of the transfer into its row. Null for a transfer that is not ours, or not yet. Call it in
 * a transaction: the row stays locked, so that two folds cannot overtake each other.
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
  const told = events.flatMap(({ type, failure }) => {
    const status = statusOfEvent(type);
    return status ? [{ status, failure }] : [];
  });
  const status = told.reduce((far, event) => furthest(far, event.status), transfer.status);
  const failure = told.findLast((event) => event.status === status)?.failure ?? transfer.failure;
  return storeTransfer(db, { ...transfer, status, failure });
}

/** Records what a read of the transfer itself says. Call it in a transaction. */
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
  const { transferId, onboardingId, status, windows, failure } = transfer;
  const until = watchUntil(windows, transfer.createdAt);
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
      until,
      failure?.code ?? null,
      failure?.description ?? null,
    ],
  );
  const { direction, cancelRequested } = transfer;
  return {
    transferId,
    onboardingId,
    status,
    standing: standing(status, direction, cancelRequested),
    watchUntil: until,
  };
}

/**
 * The product wants it cancelled: should it be, that is what the case ends as. To be committed before Plaid is asked.
 * False where the case has ended.
 */
export async function requestCancellation(db: Db, transferId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update transfers t set cancel_requested_at = coalesce(cancel_requested_at, now())
     from onboardings o where t.id = $1 and o.id = t.onboarding_id and o.stage <> 'closed'`,
    [transferId],
  );
  return rowCount === 1;
}

/** Plaid does not cancel it any more. */
export async function withdrawCancellation(db: Db, transferId: string): Promise<void> {
  await db.query(`update transfers set cancel_requested_at = null where id = $1 and status <> 'cancelled'`, [
    transferId,
  ]);
}
