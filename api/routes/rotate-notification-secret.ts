import { addSecret } from '../../db/notification-endpoints.ts';
import { transaction } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps, Route } from '../context.ts';
import { endpointAnswer, endpointOf } from '../notify/notification-endpoints.ts';

/** Answers with a new secret. The one before signs beside it for a day, so that receivers can change over. */
export function rotateNotificationSecret({ db, vault }: Pick<Deps, 'db' | 'vault'>): Route {
  return {
    method: 'POST',
    path: '/v1/notification_endpoints/:id/rotate',
    handle: async (ctx) => {
      const endpoint = await endpointOf({ db }, ctx);
      if (endpoint.channel === 'email') {
        throw new Failure('conflict', 'Emails are not signed: there is no secret to rotate.', { code: 'no_secret' });
      }
      const secret = await transaction(db, (tx) => addSecret(tx, vault, endpoint.id, new Date()));
      ctx.body = { ...endpointAnswer(endpoint), secret };
    },
  };
}
