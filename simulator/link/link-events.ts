// Records the person's actions in a session of Link, and reports them
// (https://plaid.com/docs/link/web/#link-web-onevent).
import { randomUUID } from 'node:crypto';
import type { LinkEvent } from 'plaid';
import { newRequestId } from '../ids.ts';
import { after, dueBy } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { findInstitution, type Institution } from './institutions.ts';
import type { LinkSession, LinkToken } from './state.ts';

/** Plaid documents 5 to 15 minutes after the person's last action. */
const abandonedAfterMs = 10 * 60_000;

type Name =
  | 'OPEN'
  | 'OPEN_OAUTH'
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

/** The person types the numbers of the account, and chooses no bank. */
export function typeNumbers(
  world: World,
  session: LinkSession,
  { routing, account }: Record<'routing' | 'account', string>,
) {
  record(world, session, 'SUBMIT_ROUTING_NUMBER', { routing_number: routing });
  record(world, session, 'SUBMIT_ACCOUNT_NUMBER', { account_number_mask: account.slice(-4) });
}

/**
 * Sends all events of the session, also those that were sent before. "By default", Plaid sends this webhook, and those
 * about the end of a session, for hosted sessions only (LinkSessionFinishedWebhook).
 */
export function sendEvents(world: World, token: LinkToken, session: LinkSession): void {
  session.events_told = session.events.length;
  world.changed();
  if (token.webhook === null || session.embedded) return;
  world.send(token.webhook, {
    webhook_type: 'LINK',
    webhook_code: 'EVENTS',
    link_session_id: session.link_session_id,
    link_token: token.link_token,
    events: session.events,
  });
}

/** Reports the sessions that have been idle for a while. If the person comes back, Plaid sends another report. */
export function reportAbandoned(world: World): void {
  for (const token of dueBy(world.state.link.tokens, world.now().toISOString(), countsAsAbandoned)) {
    const session = token.sessions.at(-1);
    if (session) sendEvents(world, token, session);
  }
}

/** Returns when the open session counts as abandoned. Null when none is open, or when all its events have been sent. */
function countsAsAbandoned({ sessions }: LinkToken): string | null {
  const session = sessions.at(-1);
  if (!session || session.status !== null || session.events_told === session.events.length) return null;
  return after(session.events.at(-1)?.timestamp ?? session.started_at, abandonedAfterMs);
}
