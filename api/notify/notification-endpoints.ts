// A tenant's endpoints as requests name and answers show them.
import { z } from 'zod';
import { channels, type Endpoint, findEndpoint } from '../../db/notification-endpoints.ts';
import { notificationTypes } from '../../domain/notifications.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Context, Deps } from '../context.ts';
import { Problem } from '../problem.ts';

export const endpointSchema = z.strictObject({
  channel: z.enum(channels).default('webhook'),
  url: z.string().max(2048),
  types: z.array(z.enum(notificationTypes)).min(1, 'must name at least one type; leave it out for all').optional(),
});

/** The endpoint that the path names, if it is the caller's. */
export async function endpointOf({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<Endpoint> {
  const id = ctx.params?.id ?? '';
  const found = /^nep_[0-9a-f]{32}$/.test(id) ? await findEndpoint(db, tenantOf(ctx), id) : null;
  if (!found) throw new Problem(404, 'endpoint_not_found', 'There is no notification endpoint with this id.');
  return found;
}

export function endpointAnswer(endpoint: Endpoint) {
  return {
    id: endpoint.id,
    channel: endpoint.channel,
    url: endpoint.url,
    types: endpoint.types,
    status: endpoint.status,
    disabled_because: endpoint.disabledBecause,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
  };
}
