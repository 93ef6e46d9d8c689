// Recognises why the database failed: it is unreachable, or its setup is wrong. PostgreSQL, PgBouncer, the driver and
// the socket each report both in a form of their own.

// SQLSTATE classes 08 (connection), 53 (out of resources), 57 (shutdown, timeouts) and 58 (its disk or system failed),
// and 55P03 (a lock not had in time), 40001 and 40P01 (the transaction lost to another one and can be repeated), 25P03
// (idle for too long) and 25006 (a standby, which only reads: the writer is elsewhere now).
const awayStates = /^(08|53|57|58)[0-9A-Z]{3}$|^(55P03|40001|40P01|25P03|25006)$/;
// The network errors that connect(2), send(2), recv(2) and getaddrinfo(3) list, and those of a machine that has run out
// of descriptors or of memory for sockets.
const awayErrors =
  /^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOST(UNREACH|DOWN)|NET(UNREACH|DOWN|RESET)|ADDRNOTAVAIL|NOTCONN|SHUTDOWN|NOTFOUND|AI_[A-Z]+|MFILE|NFILE|NOBUFS|NOMEM)$/;
// The driver's own errors, which have no code.
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** True if the same statement, sent again in a moment, may succeed. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true;
  if (databaseFault(error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (awayStates.test(code) || awayErrors.test(code))) return true;
  return awayMessages.test(error.message);
}

/**
 * Returns a sentence that says what to correct, if the database refuses every connection until an operator changes a
 * setting. Null for every other error.
 */
export function databaseFault(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { code?: unknown };
  // PgBouncer gives nearly every error the code 08P01, outages too, so its message decides (tried: 1.18).
  const parameter = /^unsupported startup parameter: (\w+)/.exec(error.message)?.[1];
  if (parameter) {
    return `PgBouncer refuses the startup parameter ${parameter}. Add it to ignore_startup_parameters of PgBouncer.`;
  }
  if (code === '3D000' || /^no such database/.test(error.message)) {
    return 'The database that DATABASE_URL names does not exist. Create it, or correct the name.';
  }
  // A statement's name is unknown, or taken: another client prepared it on this connection.
  if (code === '26000' || code === '42P05') {
    return (
      'A pooler before the database gives each transaction another connection and loses prepared statements. ' +
      "Set PgBouncer's max_prepared_statements (1.21 or later) to 500, or GANGWAY_PREPARED_STATEMENTS=0."
    );
  }
  // Class 28: invalid authorization. 08P01 with these messages: PgBouncer's own log-in.
  if (
    (typeof code === 'string' && code.startsWith('28')) ||
    /^(no such user|.*authentication failed)/.test(error.message)
  ) {
    return 'The database refuses the user or the password of DATABASE_URL. Correct them, or pg_hba.conf.';
  }
  // The driver's own error, without a code.
  if (/^The server does not support SSL connections/.test(error.message)) {
    return 'DATABASE_URL asks for TLS, which the database does not support. Turn TLS on there, or remove sslmode.';
  }
  return null;
}
