import { newId } from '../../db/ids.ts';
import {
  addSecret,
  type Channel,
  countEndpointsOf,
  findEndpoint,
  insertEndpoint,
} from '../../db/notification-endpoints.ts';
import { transaction } from '../../db/pool.ts';
import { readJson } from '../body.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { checkInput } from '../input.ts';
import { endpointAnswer, endpointSchema } from '../notify/notification-endpoints.ts';
import { ForbiddenUrl } from '../notify/outside.ts';
import { Problem } from '../problem.ts';
import { isRedirect, redirectRule } from '../redirect.ts';

/** Each of them gets a copy of every notification. */
const mostEndpoints = 10;

/**
 * Adds a place to notify. The signing secret is in this answer and in no later one: a request that is repeated because
 * its answer was lost is answered 409, and the secret is then had by rotating.
 */
export function createNotificationEndpoint(deps: Deps): Route {
  const { db, vault } = deps;
  return {
    method: 'POST',
    path: '/v1/notification_endpoints',
    handle: async (ctx) => {
      const { channel, url, types = null } = checkInput(endpointSchema, await readJson(ctx.req));
      const tenantId = tenantOf(ctx);
      const endpoint = { id: newId('nep'), tenantId, channel, url: await usable(deps, channel, url), types };
      if ((await countEndpointsOf(db, tenantId)) >= mostEndpoints) {
        throw new Problem(409, 'too_many_endpoints', `There can be ${mostEndpoints} endpoints. Delete one first.`);
      }
      const secret = await transaction(db, async (tx) => {
        if (!(await insertEndpoint(tx, vault, endpoint))) throw known(channel);
        return channel === 'webhook' ? addSecret(tx, vault, endpoint.id, new Date()) : null;
      });
      const created = await findEndpoint(db, tenantId, endpoint.id);
      if (!created) throw new TypeError('an endpoint that was just made is gone');
      ctx.status = 201;
      ctx.set('Location', `/v1/notification_endpoints/${endpoint.id}`);
      ctx.body = { ...endpointAnswer(created), ...(secret && { secret }) };
    },
  };
}

/** The URL in its canonical form, or a refusal that says what to do. */
async function usable({ outside, mailer }: Deps, channel: Channel, url: string): Promise<string> {
  if (channel === 'email') {
    if (!mailer) {
      const detail = 'This installation sends no email. Its operator turns it on with GANGWAY_SMTP_URL.';
      throw new Problem(409, 'email_off', detail);
    }
    if (!isRedirect(url)) throw badUrl(redirectRule);
    return new URL(url).href;
  }
  try {
    return (await outside.check(url)).href;
  } catch (error) {
    if (error instanceof ForbiddenUrl) throw badUrl(error.message);
    throw error;
  }
}

const badUrl = (message: string) =>
  new Problem(422, 'invalid_input', 'Some fields need a correction; see errors.', {
    errors: [{ pointer: '/url', message }],
  });

const known = (channel: Channel) =>
  new Problem(
    409,
    'endpoint_exists',
    channel === 'email'
      ? 'There is an endpoint for email already. Delete it to make another one.'
      : 'There is an endpoint with this url already. To get a new secret for it, rotate it.',
  );
