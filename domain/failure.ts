// Every error that is not a business ending is one of nine kinds. They are strings, because only the type crosses the
// activity boundary. The table below is total, so that a tenth kind breaks the build until its HTTP status and its
// retry are decided.

import { type LinkMode, linkModes, linkRows } from './bank/link.ts';

export const failureKinds = [
  'invalid',
  'forbidden',
  'missing',
  'conflict',
  'needs-user',
  'busy',
  'unavailable',
  'uncertain',
  'bug',
] as const;
export type FailureKind = (typeof failureKinds)[number];

export type Retry =
  /** A repeat of the call can only fail again: hand it to the case at once. */
  | { retry: 'never' }
  /** Temporal tries again, first after this long, doubling. */
  | { retry: 'backoff'; firstSeconds: number };

/** The HTTP status in an API call, and Temporal's retry in an activity. */
export const failures: Record<FailureKind, { status: number } & Retry> = {
  invalid: { status: 422, retry: 'never' },
  forbidden: { status: 403, retry: 'never' },
  missing: { status: 404, retry: 'never' },
  conflict: { status: 409, retry: 'never' },
  'needs-user': { status: 409, retry: 'never' },
  busy: { status: 503, retry: 'backoff', firstSeconds: 15 },
  unavailable: { status: 503, retry: 'backoff', firstSeconds: 1 },
  uncertain: { status: 503, retry: 'backoff', firstSeconds: 1 },
  bug: { status: 500, retry: 'backoff', firstSeconds: 30 },
};

/** The modes of Link that repair the existing Item. */
export type ItemRepair = { [M in LinkMode]: (typeof linkRows)[M]['repairsItem'] extends true ? M : never }[LinkMode];
export const isItemRepair = (mode: string | undefined): mode is ItemRepair =>
  linkModes.some((one) => one === mode && linkRows[one].repairsItem);

/**
 * How the applicant can repair a `needs-user` failure: on the Item, by a new Link, or by an answer for an
 * authorization.
 */
export type PersonRepair = { mode: ItemRepair } | { mode: 'new' } | { mode: 'authorization'; authorizationId: string };
/** Or how the case itself can: by reading the account again. */
export type Repair = PersonRepair | { mode: 'reread' };

export type FailureDetail = {
  /** Stable and machine-readable: Plaid's error code, or our own in lower case. */
  code: string;
  /** Plaid's request id, for its support. */
  requestId?: string;
  repair?: Repair;
  retryAfterSeconds?: number;
  /** Plaid has refused to move money, so no open call can still move it. */
  refused?: true;
};

/** An expected kind of trouble. Operators and callers read the message, so it says what to do and holds no secret. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly detail: FailureDetail;

  constructor(kind: FailureKind, message: string, detail: FailureDetail, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
    this.detail = detail;
  }
}

/** The call had no effect, for reasons that pass. */
export const isPassing = ({ kind }: Failure): boolean => kind === 'unavailable' || kind === 'busy';

/** Marks an error of a step: no open call might still move money, so the case may end. */
export function withoutOpenCall(error: unknown): unknown {
  return error instanceof Error ? Object.assign(error, { noOpenCall: true }) : error;
}

export const isWithoutOpenCall = (error: unknown): boolean => error instanceof Error && 'noOpenCall' in error;

/** The code of a call that failed only because Temporal is away (temporal/failures.ts). */
export const outageCode = 'temporal_unavailable';

export const isTemporalAway = (error: unknown): boolean => error instanceof Failure && error.detail.code === outageCode;
