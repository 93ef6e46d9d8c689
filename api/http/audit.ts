// Audits requests. A route is audited by its method and its scope, so that a new one is without further ado: every
// command, every read of personal data and of the audit itself, and every request of an operator's key.
import { type Actor, addAudit, ofOperators } from '../../db/audit/entries.ts';
import type { Db } from '../../db/pool.ts';
import { tenantsOf } from '../../db/tenants.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Deps } from '../context.ts';
import { errorFields } from './access-log.ts';
import { tenantId } from './auth.ts';
import type { Route } from './operation.ts';
import { problemOf } from './problem.ts';
import type { Context, Next, RequestAudit } from './request.ts';

/** PCI DSS 10.2.1.3 wants the reads of an audit audited too. */
const readsAudited: readonly Scope[] = ['personal:read', 'audit:read'];

/** Returns the word for what the route does, such as `onboardings.cancel` or `tenants.keys.create`. */
export function actionOf(method: string, path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'v1');
  const words = parts.filter((part) => !part.startsWith(':'));
  const isList = parts.length === words.length;
  if (method === 'GET') return [...words, isList ? 'list' : 'read'].join('.');
  if (method === 'DELETE') return [...words, 'delete'].join('.');
  return (isList || path === '/v1/tenants/:id/keys' ? [...words, 'create'] : words).join('.');
}

/** Account numbers leave Gangway only here. */
const alsoAudited = '/v1/accounts/:id/numbers';

export const isAudited = ([method, path, scope]: Route, actor: Actor): boolean =>
  scope !== null && (method !== 'GET' || readsAudited.includes(scope) || path === alsoAudited || actor === 'operator');

type AuditDeps = Pick<Deps, 'db' | 'sourceOf' | 'log'>;

/**
 * Writes how the request ended, before the answer leaves. If that fails, the caller learns nothing. Register it after
 * `authenticate`, and before `authorize`, whose refusals it audits too.
 */
export function audit({ db, sourceOf, log }: AuditDeps, route: Route) {
  const action = actionOf(route[0], route[1]);
  return async (ctx: Context, next: Next): Promise<void> => {
    const actor = ctx.state.operator ? 'operator' : 'tenant';
    if (!isAudited(route, actor)) return next();
    const about: RequestAudit = { actor, action, source: sourceOf(ctx.req).address, accepted: false };
    ctx.state.audit = about;
    try {
      await next();
    } catch (error) {
      await write(db, ctx, about, problemOf(error).code).catch((broken) =>
        log.warn({ request_id: ctx.state.requestId, action, ...errorFields(broken) }, 'refusal not audited'),
      );
      throw error;
    }
    if (!about.accepted) await write(db, ctx, about, 'done');
  };
}

/**
 * Writes a row before a command takes effect, because a crash may come between its effect and its end. Register it
 * before the handlers that do not call `auditAccepted`.
 */
export function auditBegun({ db }: Pick<Deps, 'db'>) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.state.audit) await write(db, ctx, ctx.state.audit, 'begun');
    await next();
  };
}

/** Writes the row of a command in the transaction of its effect, so that neither exists without the other. */
export async function auditAccepted(tx: Db, ctx: Context, object: string): Promise<void> {
  const about = ctx.state.audit;
  if (!about) throw new TypeError('a command that is not audited');
  about.object = object;
  await write(tx, ctx, about, 'accepted');
  about.accepted = true;
}

/** Names the person by the word of the tenant, or the thing that the request has made. */
export function auditAbout(ctx: Context, about: Pick<RequestAudit, 'who' | 'object'>): void {
  if (ctx.state.audit) Object.assign(ctx.state.audit, about);
}

async function write(db: Db, ctx: Context, about: RequestAudit, outcome: string): Promise<void> {
  const { keyId = null, requestId, tenantId } = ctx.state;
  const { accepted: _, object = objectOf(ctx), ...entry } = about;
  const tenant = tenantId ?? (await tenantInPath(db, ctx)) ?? ofOperators;
  await addAudit(db, { ...entry, tenantId: tenant, keyId, requestId, object, outcome });
}

/** Null if an operator's request is about no tenant, or about one that does not exist. */
async function tenantInPath(db: Db, { params = {}, state }: Context): Promise<string | null> {
  const { id = '' } = params;
  if (!state.route?.startsWith('/v1/tenants/:id') || !tenantId.test(id)) return null;
  const [known] = await tenantsOf(db, id);
  return known?.id ?? null;
}

/** Ids that Gangway makes. The path holds other text of the caller's choice, which may be personal data. */
const ourId = /^([a-z]{3,4}_[0-9a-f]{32}|[a-z0-9]{8}|[1-9][0-9]{0,17})$/;

function objectOf(ctx: Context): string | null {
  const { id = '', key_id, report_id } = ctx.params ?? {};
  const object = key_id ?? report_id ?? ctx.state.onboardingId ?? id;
  return ourId.test(object) ? object : null;
}
