// The people who sign in to the console. Audit and reviews name them by their ids.
import { addAudit, ofOperators } from '../audit/entries.ts';
import { newOperatorId } from '../ids.ts';
import { type Db, type Pool, transaction } from '../pool.ts';
import { acrossTenants } from '../reach.ts';
import { addSession } from './sessions.ts';

type SignIn = {
  issuer: string;
  subject: string;
  /** The provider's latest name of the person. */
  name: string;
  /** The groups that concern Gangway. */
  groups: readonly string[];
  /** The hash of the secret that the browser will send. */
  hash: Buffer;
  source: string | null;
  requestId: string;
};

/** Begins a session of the person, whose id stays, and audits it. */
export async function recordSignIn(db: Pool, signIn: SignIn): Promise<void> {
  const { issuer, subject, name, groups, hash, source, requestId } = signIn;
  await acrossTenants(() =>
    transaction(db, async (tx) => {
      const { rows } = await tx.query<{ id: string }>(
        `insert into operators (id, issuer, subject, name) values ($1, $2, $3, $4)
         on conflict (issuer, subject) do update set name = excluded.name, signed_in_at = now()
         returning id`,
        [newOperatorId(), issuer, subject, name],
      );
      const { id } = rows[0] as { id: string };
      await addSession(tx, { hash, operatorId: id, groups });
      const [tenantId, action] = [ofOperators, 'console.sign_in'];
      await addAudit(tx, { tenantId, actor: 'operator', keyId: id, source, requestId, action, outcome: 'done' });
    }),
  );
}

/** Deletes up to `limit` people who signed in last so long ago that the audit names them no more. */
export async function pruneOperators(db: Db, auditDays: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from operators where id in (
       select id from operators where signed_in_at < now() - make_interval(days => $1) limit $2)`,
    [auditDays, limit],
  );
  return rowCount ?? 0;
}
