// How a Link session ended (LinkTokenGetSessionsResponse). `finished_at` does not show it: Plaid sets it on an exit
// too.

import { z } from 'zod';
import { meaningOfCode } from './error-codes.ts';

const left = z.object({ error: z.object({ error_code: z.string().nullish() }).nullish() }).nullish();

/** The parts of a session that distinguish a success from an exit. Older integrations get the deprecated ones. */
export const sessionOutcome = {
  finished_at: z.string().nullish(),
  on_success: z.object({ public_token: z.string() }).nullish(),
  exit: left,
  on_exit: left,
  events: z
    .array(
      z.object({
        event_name: z.string(),
        event_metadata: z.object({ error_code: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
};

type Outcome = z.output<z.ZodObject<typeof sessionOutcome>> & { results?: Record<string, unknown> | null | undefined };

const eventsOf = ({ events }: Outcome, name: string) => (events ?? []).filter(({ event_name }) => event_name === name);
const isResult = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined);

/**
 * True if Link reports a success: by its results, or by the event HANDOFF (https://plaid.com/docs/link/web/#onevent).
 * Update mode adds no Item, so it has only the event. If Plaid keeps no events of the session, `results` without an
 * exit are the sign.
 */
export function succeeded(session: Outcome): boolean {
  const { on_success, results, events, finished_at } = session;
  if (on_success || Object.values(results ?? {}).some(isResult)) return true;
  if (events?.length) return eventsOf(session, 'HANDOFF').length > 0;
  return Boolean(finished_at && results && !session.exit && !session.on_exit);
}

/** True if the applicant left, or the session expired. */
export const ended = (session: Outcome): boolean =>
  Boolean(session.finished_at || session.exit || session.on_exit || eventsOf(session, 'EXIT').length > 0);

/**
 * True if the applicant left because of an error that only a new Link avoids: this Link would meet it again. A bank
 * without an account to choose is such an error.
 */
export function needsNewLink(session: Outcome): boolean {
  const ofExit = (session.exit ?? session.on_exit)?.error?.error_code;
  const code = ofExit ?? eventsOf(session, 'EXIT').at(-1)?.event_metadata?.error_code;
  const repair = meaningOfCode[code ?? '']?.repair?.mode;
  return repair === 'new' || repair === 'accounts';
}
