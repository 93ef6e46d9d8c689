// Whether the database was out of reach, as against refusing what it was asked. PostgreSQL, its driver and the socket
// each have words of their own for it.

// SQLSTATE classes 08 (connection), 53 (out of resources), 57 (shutdown, timeouts) and 58 (its disk or system failed), and
// 55P03 (a lock not had in time), 40001 and 40P01 (the transaction lost to another one and can be repeated), 25P03 (idle
// for too long) and 25006 (a standby, which only reads: the writer is elsewhere now); the rest are the socket's codes.
const awayCodes =
  /^(08|53|57|58)[0-9A-Z]{3}$|^(55P03|40001|40P01|25P03|25006)$|^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND)$/;
// pg gives these no code.
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** The same statement, sent again in a moment, may succeed. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && awayCodes.test(code)) || awayMessages.test(error.message);
}
