// What Link reports of a session while the person goes through it (https://plaid.com/docs/link/web/#link-web-onevent).
import { randomUUID } from 'node:crypto';
import type { LinkEvent } from 'plaid';
import { newRequestId } from '../ids.ts';
import type { World } from '../world.ts';
import { findInstitution, type Institution } from './institutions.ts';
import type { LinkSession, LinkToken } from './state.ts';

/** Plaid: 5 to 15 minutes after the last thing that the person did. */
const abandonedAfterMs = 10 * 60_000;

type Name =
  | 'OPEN'
  | 'SEARCH_INSTITUTION'
  | 'SELECT_INSTITUTION'
  | 'SUBMIT_CREDENTIALS'
  | 'SUBMIT_ROUTING_NUMBER'
  | 'SUBMIT_ACCOUNT_NUMBER'
  | 'ERROR'
  | 'EXIT'
  | 'HANDOFF';

export function record(
  world: World,
  session: LinkSession,
  name: Name,
  more: Partial<LinkEvent['event_metadata']> = {},
): void {
  const institution = findInstitution(session.institution_id ?? '');
  session.events.push({
    event_name: name,
    timestamp: world.now().toISOString(),
    event_id: randomUUID(),
    event_metadata: {
      request_id: newRequestId(),
      ...(institution && { institution_id: institution.institution_id, institution_name: institution.name }),
      ...more,
    },
  });
  world.changed();
}

/** The person chooses a bank. */
export function selectBank(world: World, session: LinkSession, { institution_id }: Institution): void {
  session.institution_id = institution_id;
  record(world, session, 'SELECT_INSTITUTION');
}

/** The person types the numbers of the account in, instead of choosing a bank. */
export function typeNumbers(
  world: World,
  session: LinkSession,
  { routing, account }: Record<'routing' | 'account', string>,
) {
  record(world, session, 'SUBMIT_ROUTING_NUMBER', { routing_number: routing });
  record(world, session, 'SUBMIT_ACCOUNT_NUMBER', { account_number_mask: account.slice(-4) });
}

/** Sends all that is known of the session, also what was sent before. */
export function tellEvents(world: World, token: LinkToken, session: LinkSession): void {
  session.events_told = session.events.length;
  world.changed();
  if (token.webhook === null) return;
  world.send(token.webhook, {
    webhook_type: 'LINK',
    webhook_code: 'EVENTS',
    link_session_id: session.link_session_id,
    link_token: token.link_token,
    events: session.events,
  });
}

/** Tells of the sessions that nobody has gone on with for a while; a person who comes back starts another report. */
export function tellAbandoned(world: World): void {
  const before = new Date(world.now().getTime() - abandonedAfterMs).toISOString();
  for (const token of Object.values(world.state.link.tokens)) {
    const session = token.sessions.at(-1);
    if (!session || session.status !== null || session.events_told === session.events.length) continue;
    if ((session.events.at(-1)?.timestamp ?? '') <= before) tellEvents(world, token, session);
  }
}
