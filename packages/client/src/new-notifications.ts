import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from './client.ts';
import { GangwayError } from './gangway-error.ts';
import type { Schemas } from './schemas.ts';
import { isPassing } from './send.ts';

type Notification = Schemas['Notification'];

const everyMs = 2_000;
/** A transaction may commit so much later than the time that its notification has. */
const lateMs = 120_000;

/**
 * Yields, for each look, the notifications that have come since the one before, oldest first; or the trouble that kept
 * it from looking, if that passes. The first look yields none, and throws at any trouble, because then the address or
 * the key may be wrong.
 */
export async function* newNotifications(
  client: Client,
  signal: AbortSignal,
): AsyncGenerator<Notification[] | GangwayError> {
  let last = await look(client, signal);
  yield [];
  for (;;) {
    await delay(everyMs, undefined, { signal });
    const next = await look(client, signal, last.at - lateMs).catch(passing);
    if (next instanceof GangwayError) yield next;
    else {
      const known = new Set(last.found.map(({ id }) => id));
      yield next.found.filter(({ id }) => !known.has(id)).reverse();
      last = next;
    }
  }
}

function passing(error: unknown): GangwayError {
  if (error instanceof GangwayError && isPassing(error)) return error;
  throw error;
}

/** Reads the notifications since this time, newest first. Default: since the time for which some may still be late. */
async function look(
  client: Client,
  signal: AbortSignal,
  since?: number,
): Promise<{ found: Notification[]; at: number }> {
  const found: Notification[] = [];
  let at: number | undefined;
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor && { cursor }) };
    const { data, response } = await client.GET('/v1/notifications', { params: { query }, signal });
    // By the clock of the API, because that of this machine may differ.
    at ??= Date.parse(response.headers.get('date') ?? '') || Date.now();
    const back = since ?? at - lateMs;
    const recent = data.data.filter(({ timestamp }) => Date.parse(timestamp) >= back);
    found.push(...recent);
    cursor = recent.length < data.data.length ? null : data.next_cursor;
  } while (cursor);
  return { found, at };
}
