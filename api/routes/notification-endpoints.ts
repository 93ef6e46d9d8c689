import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import {
  addSecret,
  type Channel,
  channels,
  countEndpointsOf,
  deleteEndpoint,
  type Endpoint,
  enableEndpoint,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
} from '../../db/notify/notification-endpoints.ts';
import { transaction } from '../../db/pool.ts';
import { lockTenant } from '../../db/tenants.ts';
import { Failure } from '../../domain/failure.ts';
import { notificationTypes } from '../../domain/notify/notifications.ts';
import { tenantOf } from '../cases/find-case.ts';
import { assertRegistered } from '../cases/registered-address.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { auditAbout } from '../http/audit.ts';
import { readJson } from '../http/body.ts';
import { browserAddress } from '../http/browser-address.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { pageFor, shortListQuery } from '../http/query.ts';
import type { Context } from '../http/request.ts';
import { ForbiddenUrl } from '../notify/outside.ts';

const endpointSchema = z.strictObject({
  channel: z.enum(channels).default('webhook'),
  url: z
    .string()
    .max(2048)
    .optional()
    .describe('Where webhooks go, or emails lead. Emails without one lead to the page of each case.'),
  types: z
    .array(z.enum(notificationTypes))
    .min(1, 'must name at least one type; leave the field out to receive all types')
    .optional(),
});

const endpointAnswerSchema = z
  .object({
    id: z.string(),
    channel: z.enum(channels),
    url: z.string().describe('Of emails without an address of yours: where the pages of your cases stand.'),
    types: z.array(z.enum(notificationTypes)).nullable().describe('Null: all types.'),
    status: z.enum(['enabled', 'disabled']),
    disabled_because: z.enum(['gone', 'failing']).nullable(),
    failing_since: time.nullable(),
    created_at: time,
  })
  .meta({ id: 'NotificationEndpoint' });
const withSecret = endpointAnswerSchema
  .extend({ secret: z.string().optional().describe('The signing secret. Only this answer holds it. None for email.') })
  .meta({ id: 'NotificationEndpointWithSecret' });

const creating = {
  summary: 'Add a notification endpoint',
  body: { schema: endpointSchema, example: { url: 'https://example.com/gangway', types: ['onboarding.funded'] } },
  status: 201,
  location: true,
  answer: withSecret,
  problems: ['endpoint_exists', 'too_many_endpoints', 'email_off', 'address_not_registered'],
} as const;

/** Each endpoint gets a copy of every notification. */
const mostEndpoints = 10;

/**
 * Adds a notification endpoint. Only this answer holds the signing secret. If the answer is lost, a repeat gets 409,
 * and the tenant rotates the secret to get a new one.
 */
export function createNotificationEndpoint(deps: Deps): Handler {
  const { db, vault } = deps;
  return documented(creating, async (ctx) => {
    const { channel, url, types = null } = checkInput(endpointSchema, await readJson(ctx.req));
    const tenantId = tenantOf(ctx);
    const endpoint = { id: newId('nep'), tenantId, channel, url: await usable(deps, tenantId, channel, url), types };
    const secret = await transaction(db, async (tx) => {
      // From here the requests of one tenant take turns, so that two of them cannot pass the limit together.
      await lockTenant(tx, tenantId);
      if ((await countEndpointsOf(tx, tenantId)) >= mostEndpoints) {
        throw new Problem(
          409,
          'too_many_endpoints',
          `You can have at most ${mostEndpoints} endpoints. Delete one first.`,
        );
      }
      if (!(await insertEndpoint(tx, vault, endpoint))) throw known(channel);
      return channel === 'webhook' ? addSecret(tx, vault, endpoint.id, new Date()) : null;
    });
    const created = await findEndpoint(db, tenantId, endpoint.id);
    if (!created) throw new TypeError('an endpoint that was just made is gone');
    auditAbout(ctx, { object: endpoint.id });
    ctx.status = 201;
    ctx.set('Location', `/v1/notification_endpoints/${endpoint.id}`);
    ctx.body = { ...endpointAnswer(deps, created), ...(secret && { secret }) };
  });
}

export function listNotificationEndpoints(deps: Pick<Deps, 'db' | 'webhookUrl'>): Handler {
  return documented(
    { summary: 'List notification endpoints', query: shortListQuery, answer: pageOf(endpointAnswerSchema) },
    async (ctx) => {
      ctx.body = pageFor(
        ctx,
        (await listEndpoints(deps.db, tenantOf(ctx))).map((endpoint) => endpointAnswer(deps, endpoint)),
      );
    },
  );
}

export function getNotificationEndpoint(deps: Pick<Deps, 'db' | 'webhookUrl'>): Handler {
  return documented({ summary: 'Read a notification endpoint', answer: endpointAnswerSchema }, async (ctx) => {
    ctx.body = endpointAnswer(deps, await endpointOf(deps, ctx));
  });
}

/** A delivery under way may still arrive. */
export function deleteNotificationEndpoint(deps: Pick<Deps, 'db'>): Handler {
  return documented({ summary: 'Delete a notification endpoint', answer: null }, async (ctx) => {
    const { id } = await endpointOf(deps, ctx);
    await transaction(deps.db, (tx) => deleteEndpoint(tx, id));
    ctx.body = null;
  });
}

/** Answers with a new secret. The old one still signs beside it for a day, so that receivers can change over. */
export function rotateNotificationSecret(deps: Pick<Deps, 'db' | 'vault' | 'webhookUrl'>): Handler {
  const { db, vault } = deps;
  return documented(
    {
      summary: 'Get a new signing secret; the old one also signs for a day',
      answer: withSecret,
      problems: ['no_secret', 'too_many_secrets'],
    },
    async (ctx) => {
      const endpoint = await endpointOf({ db }, ctx);
      if (endpoint.channel === 'email') {
        throw new Failure('conflict', 'Gangway does not sign emails, so this endpoint has no secret to rotate.', {
          code: 'no_secret',
        });
      }
      const secret = await transaction(db, (tx) => addSecret(tx, vault, endpoint.id, new Date()));
      ctx.body = { ...endpointAnswer(deps, endpoint), secret };
    },
  );
}

/** Enables an endpoint again. The notifier then sends the notifications that have waited for it. */
export function enableNotificationEndpoint(deps: Pick<Deps, 'db' | 'webhookUrl' | 'pokeNotifier'>): Handler {
  const { db, pokeNotifier } = deps;
  return documented({ summary: 'Enable a notification endpoint again', answer: endpointAnswerSchema }, async (ctx) => {
    const { id } = await endpointOf({ db }, ctx);
    await enableEndpoint(db, id);
    ctx.body = endpointAnswer(deps, await endpointOf({ db }, ctx));
    pokeNotifier();
  });
}

/** Returns the URL in its canonical form. Throws a `Problem` that says what to do. */
async function usable(deps: Deps, tenantId: string, channel: Channel, url?: string): Promise<string | null> {
  if (channel === 'email') {
    if (!deps.mailer) {
      const detail = 'This installation sends no email. Ask its operator to set GANGWAY_SMTP_URL.';
      throw new Problem(409, 'email_off', detail);
    }
    if (url === undefined) return null;
    const parsed = browserAddress.safeParse(url);
    if (parsed.success) {
      await assertRegistered(deps, deps.db, tenantId, { use: 'return', address: parsed.data, field: '/url' });
      return parsed.data;
    }
    throw badUrl(parsed.error.issues[0]?.message ?? '');
  }
  if (url === undefined) throw badUrl('is required for webhooks');
  try {
    return (await deps.outside.check(url)).href;
  } catch (error) {
    if (error instanceof ForbiddenUrl) throw badUrl(error.message);
    throw error;
  }
}

const badUrl = (message: string) =>
  new Problem(422, 'invalid_input', 'Some fields are wrong. Correct each one that errors names.', {
    errors: [{ pointer: '/url', message }],
  });

const known = (channel: Channel) =>
  new Problem(
    409,
    'endpoint_exists',
    channel === 'email'
      ? 'You already have an endpoint for email. Delete it before you create another one.'
      : 'You already have an endpoint with this url. To get a new secret for it, rotate it.',
  );

/** Returns the caller's endpoint that the path names. Throws a 404 otherwise. */
async function endpointOf({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<Endpoint> {
  const id = ctx.params?.id ?? '';
  const found = /^nep_[0-9a-f]{32}$/.test(id) ? await findEndpoint(db, tenantOf(ctx), id) : null;
  if (!found)
    throw new Problem(
      404,
      'endpoint_not_found',
      'You have no notification endpoint with this id. List yours with GET /v1/notification_endpoints.',
    );
  return found;
}

/** As `endpointOf`, and throws a 409 if it is for email. */
export async function webhookEndpointOf(deps: Pick<Deps, 'db'>, ctx: Context): Promise<Endpoint> {
  const endpoint = await endpointOf(deps, ctx);
  if (endpoint.channel === 'webhook') return endpoint;
  const detail = 'This endpoint sends emails to your applicants. Name an endpoint of the channel webhook.';
  throw new Problem(409, 'email_endpoint', detail);
}

function endpointAnswer(
  { webhookUrl }: Pick<Deps, 'webhookUrl'>,
  endpoint: Endpoint,
): z.output<typeof endpointAnswerSchema> {
  return {
    id: endpoint.id,
    channel: endpoint.channel,
    url: endpoint.url ?? new URL('/p/', webhookUrl).href,
    types: endpoint.types,
    status: endpoint.status,
    disabled_because: endpoint.disabledBecause,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
  };
}
