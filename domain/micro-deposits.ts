// What becomes of the micro-deposits with which Plaid proves an account, as its events tell it. They come late, doubled
// and in any order; folding them gives the same result each time, because only the furthest movement counts.

/** In the order in which they count. A deposit that did not arrive outweighs another one that did. */
const movements = ['posted', 'cancelled', 'failed', 'reversed'] as const;
export type Movement = (typeof movements)[number];

/** What the events of one account amount to. */
export type MicroDeposits = {
  moved: Movement;
  /** When, the latest time (ISO 8601, as Date writes it). `posted` is not there yet: it was sent to the bank then. */
  at: string;
  /** Why the bank sent it back (ACH). */
  returnCode: string | null;
};

export type MicroDepositEvent = { type: string; at: Date; returnCode: string | null };

/** What the events say together; null where they say nothing, as `pending` does. */
export function foldMicroDeposits(events: MicroDepositEvent[]): MicroDeposits | null {
  const said = events.flatMap(({ type, at, returnCode }) => {
    const moved = movementOf(type);
    return moved ? [{ moved, at: at.toISOString(), returnCode }] : [];
  });
  return said.length > 0 ? said.reduce(furtherMicroDeposits) : null;
}

/** The one that counts of two; `a` itself where `b` adds nothing. */
export function furtherMicroDeposits<Deposits extends MicroDeposits>(a: Deposits, b: Deposits): Deposits {
  const further =
    movements.indexOf(b.moved) - movements.indexOf(a.moved) ||
    compare(b.at, a.at) ||
    compare(b.returnCode ?? '', a.returnCode ?? '');
  return further > 0 ? b : a;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In the transfer feed a deposit that comes back is `returned`, as any other transfer. */
function movementOf(type: string): Movement | null {
  return type === 'returned' ? 'reversed' : (movements.find((movement) => movement === type) ?? null);
}

/**
 * Deposits of less than a dollar; Plaid's own are of one cent. Needed where micro-deposits stand among transfers, and
 * nothing but their size and their account tells them apart.
 */
export const microDepositBelowCents = 100;
