// The next move of a case that follows a transfer, once it has learned how the transfer stands.
import type { Ending, Reason } from '../case/reasons.ts';
import { endingOfTransfer } from './ending-of-transfer.ts';
import type { Standing } from './transfer.ts';

/** `closed`: no return can follow; `watchUntil` is that time (ISO 8601). `code`: why it failed, or came back. */
export type LearnedOfTransfer = { standing: Standing; watchUntil: string; closed: boolean; code?: string | undefined };

/** The record of a return. `at` (ISO 8601): when Gangway debits the account again. */
export type ReturnOnRecord =
  | ({ next: 'end' } & Ending)
  | { next: 'reinitiate'; at: string }
  | { next: 'relink'; reason: Reason };

/** Times are milliseconds since 1970. */
export type NextMove =
  | { do: 'end'; ending: Ending }
  | { do: 'look'; at: number }
  | { do: 'sleep'; standing: 'funded' | 'returned'; until: number }
  | { do: 'send_again' }
  | { do: 'link_another'; reason: Reason };

/** A standard ACH transfer settles within this: until then the feed is relied on to report it. */
export const lookAfter = 3 * 86_400_000;

/** Throws for a returned transfer without the record of its return. */
export function nextMove(
  { standing, watchUntil, closed, code }: LearnedOfTransfer,
  returned: ReturnOnRecord | null,
  now: number,
): NextMove {
  switch (standing) {
    case 'moving':
      return { do: 'look', at: now + lookAfter };
    case 'funded':
      if (closed) return { do: 'end', ending: endingOfTransfer(standing, null) };
      return { do: 'sleep', standing, until: Date.parse(watchUntil) };
    case 'failed':
    case 'cancelled':
      return { do: 'end', ending: endingOfTransfer(standing, code ?? null) };
    case 'returned':
      if (!returned) throw new Error('The record must say what follows a return.');
      return moveAfterReturn(returned, now);
  }
}

function moveAfterReturn(returned: ReturnOnRecord, now: number): NextMove {
  switch (returned.next) {
    case 'end':
      return { do: 'end', ending: { outcome: returned.outcome, reason: returned.reason } };
    case 'relink':
      return { do: 'link_another', reason: returned.reason };
    case 'reinitiate': {
      const at = Date.parse(returned.at);
      return at <= now ? { do: 'send_again' } : { do: 'sleep', standing: 'returned', until: at };
    }
  }
}
