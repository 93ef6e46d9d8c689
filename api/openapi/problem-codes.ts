// The codes that a route can answer: its own, and those that follow from its scope, path, query, body and key.
import { STATUS_CODES } from 'node:http';
import { type AnsweredCode, isForNamedTenant, type Operation, type Route } from '../http/operation.ts';
import { type ProblemCode, problems } from '../http/problems.ts';

const always: ProblemCode[] = ['internal_error'];

const ofKeyed: ProblemCode[] = [
  ...(['unauthorized', 'scope_missing'] as const),
  ...(['database_unavailable', 'database_misconfigured'] as const),
  ...(['vault_key_unknown', 'vault_key_retired', 'vault_key_wrong', 'vault_key_away'] as const),
  ...(['key_limit', 'tenant_limit', 'source_limit', 'refused_keys_limit', 'too_many_at_once'] as const),
];

const ofBody: ProblemCode[] = [
  ...(['invalid_json', 'body_incomplete', 'body_too_large'] as const),
  ...(['unsupported_encoding', 'unsupported_media_type', 'invalid_input'] as const),
];

const ofKey: ProblemCode[] = ['invalid_idempotency_key', 'idempotency_in_progress', 'idempotency_key_reused'];

/** An operator's key names the tenant for whom it reads. */
const ofNamedTenant: ProblemCode[] = ['tenant_required', 'tenant_not_found'];

/** By the path that ends in the id of a thing. */
const notFound: [path: string, code: ProblemCode][] = [
  ['/v1/onboardings/:id/reports/:report_id', 'report_not_found'],
  ['/v1/onboardings/:id', 'onboarding_not_found'],
  ['/v1/transfers/:id', 'transfer_not_found'],
  ['/v1/accounts/:id', 'account_not_found'],
  ['/v1/holds/:id', 'hold_not_found'],
  ['/v1/notification_endpoints/:id', 'endpoint_not_found'],
  ['/v1/notifications/:id', 'notification_not_found'],
  ['/v1/webhooks/:id', 'webhook_not_found'],
  ['/v1/users/:user_id', 'user_not_found'],
  ['/v1/tenants/:id/keys/:key_id', 'key_not_found'],
  ['/v1/tenants/:id/addresses/:address_id', 'address_not_found'],
  ['/v1/tenants/:id', 'tenant_not_found'],
];

export function codesOf(route: Route): AnsweredCode[] {
  const [, path, scope, { operation }] = route;
  const named = notFound.filter(([of]) => `${path}/`.startsWith(`${of}/`)).map(([, code]) => code);
  return [
    ...always,
    ...(scope === null ? [] : ofKeyed),
    ...(isForNamedTenant(route) ? ofNamedTenant : []),
    ...named,
    ...(operation.query ? (['invalid_input'] as const) : []),
    ...codesOfBody(operation),
    ...codesOfKey(operation),
    ...(operation.problems ?? []),
  ];
}

const codesOfBody = ({ body }: Operation): ProblemCode[] =>
  body ? [...ofBody, ...(body.optional ? [] : (['empty_body'] as const))] : [];

const codesOfKey = ({ idempotencyKey }: Operation): ProblemCode[] =>
  idempotencyKey ? [...ofKey, ...(idempotencyKey === 'required' ? (['idempotency_key_required'] as const) : [])] : [];

/** Plaid's codes come with the status of their kind (domain/failure.ts). */
const plaidStatuses = [404, 409, 422, 503];

/** Returns the codes by status, in the order of the list of problems. */
export function byStatus(codes: AnsweredCode[]): Record<number, AnsweredCode[]> {
  const found: Record<number, AnsweredCode[]> = {};
  for (const [code, { status }] of Object.entries(problems) as [ProblemCode, { status: number }][])
    if (codes.includes(code)) found[status] = [...(found[status] ?? []), code];
  if (codes.includes('PLAID')) for (const status of plaidStatuses) found[status] = [...(found[status] ?? []), 'PLAID'];
  return found;
}

export const phraseOf = (status: number): string => STATUS_CODES[status] ?? '';
