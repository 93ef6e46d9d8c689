import { z } from 'zod';
import { ofOperators } from '../../db/audit/entries.ts';
import { createTenant as create, type TenantView, tenantsOf } from '../../db/tenants.ts';
import { allTenantScopes } from '../../domain/scopes.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { auditAbout } from '../http/audit.ts';
import { tenantId } from '../http/auth.ts';
import { readJson } from '../http/body.ts';
import { instant, words } from '../http/fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { pageFor, shortListQuery } from '../http/query.ts';
import type { Context } from '../http/request.ts';
import { keyAnswerSchema, listKeys, makeKey, revoke, rotateKey } from '../keys.ts';

export const tenantSchema = z.strictObject({
  id: z
    .string()
    .regex(tenantId, 'must be 2 to 40 small letters, digits, "_" or "-", from a letter on')
    .refine((id) => id !== ofOperators, 'must be another id, because this one stands for operators'),
  name: words(80),
});

const scopes = z
  .array(z.enum(allTenantScopes))
  .min(1)
  .refine((all) => new Set(all).size === all.length, 'must name each scope once');
const future = instant.refine((at) => at > new Date(), 'must be in the future');

export const keySchema = z.strictObject({
  name: words(80),
  /** Default: all of a tenant's. */
  scopes: scopes.default([...allTenantScopes]),
  expires_at: future.nullish(),
});
/** How long the old key stays good. */
export const rotationSchema = z.strictObject({ overlap_hours: z.int().min(0).max(720).default(24) });

const tenantAnswerSchema = z.object({ id: z.string(), name: z.string(), created_at: time }).meta({ id: 'Tenant' });
const madeKey = z
  .object({ id: z.string(), key: z.string().describe('The whole key. Only this answer holds it.') })
  .meta({ id: 'NewApiKey' });

const creating = {
  summary: 'Add a tenant',
  body: { schema: tenantSchema, example: { id: 'acme', name: 'Acme Wallet' } },
  status: 201,
  answer: tenantAnswerSchema,
  problems: ['tenant_exists'],
} as const;
const makingKey = {
  summary: 'Make an API key of a tenant',
  body: { schema: keySchema, example: { name: 'Backend', scopes: ['onboardings:read', 'onboardings:write'] } },
  status: 201,
  answer: madeKey,
} as const;
const rotating = {
  summary: 'Make a new key with the name and scopes of an old one',
  body: { schema: rotationSchema, example: { overlap_hours: 24 } },
  status: 201,
  answer: madeKey,
} as const;

export function createTenant({ db }: Pick<Deps, 'db'>): Handler {
  return documented(creating, async (ctx) => {
    const wanted = checkInput(tenantSchema, await readJson(ctx.req));
    auditAbout(ctx, { object: wanted.id });
    const made = await create(db, wanted);
    if (!made) throw new Problem(409, 'tenant_exists', 'There is a tenant with this id already. Choose another id.');
    ctx.status = 201;
    ctx.body = tenantAnswer(made);
  });
}

export function listTenants({ db }: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: 'List tenants', query: shortListQuery, answer: pageOf(tenantAnswerSchema) },
    async (ctx) => {
      ctx.body = pageFor(ctx, (await tenantsOf(db, null)).map(tenantAnswer));
    },
  );
}

/** Answers with the whole key, once: Gangway keeps only a hash of its secret. */
export function createKey({ db }: Pick<Deps, 'db'>): Handler {
  return documented(makingKey, async (ctx) => {
    const { expires_at: expiresAt = null, ...wanted } = checkInput(keySchema, await readJson(ctx.req));
    const made = await makeKey(db, tenantIn(ctx), { ...wanted, expiresAt });
    auditAbout(ctx, { object: made.id });
    ctx.status = 201;
    ctx.body = made;
  });
}

export function listTenantKeys({ db }: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: 'List the API keys of a tenant', query: shortListQuery, answer: pageOf(keyAnswerSchema) },
    async (ctx) => {
      ctx.body = pageFor(ctx, await listKeys(db, tenantIn(ctx)));
    },
  );
}

/** Answers with a new key of the same name and scopes. The old one stays good for a while. */
export function rotateTenantKey({ db }: Pick<Deps, 'db'>): Handler {
  return documented(rotating, async (ctx) => {
    const { overlap_hours } = checkInput(rotationSchema, await readJson(ctx.req));
    const made = await rotateKey(db, tenantIn(ctx), keyIn(ctx), overlap_hours);
    auditAbout(ctx, { object: made.id });
    ctx.status = 201;
    ctx.body = made;
  });
}

export function revokeTenantKey({ db }: Pick<Deps, 'db'>): Handler {
  return documented({ summary: 'Revoke an API key', answer: null }, async (ctx) => {
    await revoke(db, tenantIn(ctx), keyIn(ctx));
    ctx.body = null;
  });
}

export const tenantAnswer = ({ id, name, createdAt }: TenantView): z.output<typeof tenantAnswerSchema> => ({
  id,
  name,
  created_at: createdAt.toISOString(),
});

const tenantIn = (ctx: Context): string => ctx.params?.id ?? '';
const keyIn = (ctx: Context): string => ctx.params?.key_id ?? '';
