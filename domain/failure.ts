// Everything that is not a business ending is one of nine kinds. They are strings because only the type
// crosses the activity boundary; the table below is total, so that a tenth kind breaks the build until
// its HTTP status and its retry are decided.

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
  /** The same call can only fail again: hand it to the case at once. */
  | { retry: 'never' }
  /** Try again by itself, first after this long, doubling. */
  | { retry: 'backoff'; firstSeconds: number };

/** Who has to act, the HTTP status when an API call meets it, and what Temporal does when an activity does. */
export const failures: Record<FailureKind, { owner: 'caller' | 'person' | 'plaid' | 'us'; status: number } & Retry> = {
  invalid: { owner: 'caller', status: 422, retry: 'never' },
  forbidden: { owner: 'caller', status: 403, retry: 'never' },
  missing: { owner: 'caller', status: 404, retry: 'never' },
  conflict: { owner: 'caller', status: 409, retry: 'never' },
  'needs-user': { owner: 'person', status: 409, retry: 'never' },
  busy: { owner: 'plaid', status: 503, retry: 'backoff', firstSeconds: 15 },
  unavailable: { owner: 'plaid', status: 503, retry: 'backoff', firstSeconds: 1 },
  uncertain: { owner: 'plaid', status: 503, retry: 'backoff', firstSeconds: 1 },
  bug: { owner: 'us', status: 500, retry: 'backoff', firstSeconds: 30 },
};

/** How the person can repair a `needs-user` failure: sign in again, link anew, or answer for an authorization. */
export type PersonRepair = { mode: 'update' } | { mode: 'new' } | { mode: 'authorization'; authorizationId: string };
/** Or the case itself, by reading the account again. */
export type Repair = PersonRepair | { mode: 'reread' };

export type FailureDetail = {
  /** Stable and machine-readable: Plaid's error code, or our own in lower case. */
  code: string;
  /** Plaid's request id, for their support. */
  requestId?: string;
  repair?: Repair;
  retryAfterSeconds?: number;
  /** Plaid has refused to move money: no call can be on its way that might move it all the same. */
  refused?: true;
};

/** An expected kind of trouble. The message is shown to operators and callers: it says what to do and holds no secret. */
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
