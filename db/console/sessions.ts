// The sessions of the console. A session is found by the hash of a secret that only the browser has.
import type { Db } from '../pool.ts';

/** A session ends after this time without a request of the person, and in any case after the longer one. */
const idleMinutes = 30;
export const longestHours = 10;

export type Operator = { id: string; name: string };

export type ConsoleSession = {
  operator: Operator;
  /** The groups at sign-in, which give the roles. */
  groups: string[];
  /** The time until it ends without a further request of the person, and until it ends in any case. */
  idleSeconds: number;
  leftSeconds: number;
};

export async function addSession(
  db: Db,
  { hash, operatorId, groups }: { hash: Buffer; operatorId: string; groups: readonly string[] },
): Promise<void> {
  await db.query(
    `insert into console_sessions (hash, operator_id, groups, ends_at)
     values ($1, $2, $3, now() + make_interval(hours => $4))`,
    [hash, operatorId, groups, longestHours],
  );
}

/** Null if there is no such session, or it has ended. */
export async function findSession(db: Db, hash: Buffer): Promise<ConsoleSession | null> {
  const { rows } = await db.query<Omit<ConsoleSession, 'operator'> & Operator>(
    `select o.id, o.name, s.groups,
       extract(epoch from s.seen_at + make_interval(mins => $2) - now())::float8 as "idleSeconds",
       extract(epoch from s.ends_at - now())::float8 as "leftSeconds"
     from console_sessions s join operators o on o.id = s.operator_id
     where s.hash = $1 and s.ends_at > now() and s.seen_at > now() - make_interval(mins => $2)`,
    [hash, idleMinutes],
  );
  const [found] = rows;
  if (!found) return null;
  const { id, name, ...session } = found;
  return { ...session, operator: { id, name } };
}

/** Records that the person used the session, to ten seconds. Returns the new `idleSeconds`. */
export async function touchSession(db: Db, hash: Buffer, idleSeconds: number): Promise<number> {
  const whole = idleMinutes * 60;
  if (idleSeconds > whole - 10) return idleSeconds;
  await db.query('update console_sessions set seen_at = now() where hash = $1', [hash]);
  return whole;
}

export const endSession = (db: Db, hash: Buffer): Promise<unknown> =>
  db.query('delete from console_sessions where hash = $1', [hash]);

/** Deletes up to `limit` sessions that have ended. */
export async function pruneSessions(db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from console_sessions where hash in (
       select hash from console_sessions
       where ends_at < now() or seen_at < now() - make_interval(mins => $1) limit $2)`,
    [idleMinutes, limit],
  );
  return rowCount ?? 0;
}
