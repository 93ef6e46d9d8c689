// Deletes by itself what has been kept long enough. docs/personal-data.md says what is kept, why, and for how long.

import { forgetAudit } from '../db/audit/retention.ts';
import { forTenantOf } from '../db/case/tenant-of.ts';
import { pruneOperators } from '../db/console/operators.ts';
import { pruneBrowsers } from '../db/console/page-browsers.ts';
import { pruneSessions } from '../db/console/sessions.ts';
import { isDatabaseAway } from '../db/database-away.ts';
import { forgetOldAnswers } from '../db/idempotency-keys.ts';
import { deleteDoneWebhooks, deleteUndoneWebhooks } from '../db/inbox/webhook-views.ts';
import { deleteKeys, dueApplicants, neverStarted } from '../db/people/retention.ts';
import { deleteOldProofs } from '../db/transfers/authorization-proofs.ts';
import { Failure, isPassing } from '../domain/failure.ts';
import { closeUnstarted } from './cases/close-unstarted.ts';
import { eraseCase } from './cases/erase-case.ts';
import type { Deps } from './context.ts';
import { errorFields } from './http/access-log.ts';

/** How many days each kind of data is kept. */
export type Retention = {
  inboxDays: number;
  failedInboxDays: number;
  idempotencyDays: number;
  applicantDays: number;
  unfundedDays: number;
  auditDays: number;
};

type RetentionDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'log'> & { retention: Retention };

/** Per process: enough for a hundred webhooks a second, and few enough to lock the rows only for a moment. */
const deletedAtOnce = 1_000;
/**
 * How long a repeat of a request gets the very first answer. A Link token in it has long expired by then. So long, too,
 * a request whose case was never started may be repeated.
 */
const answersKeptDays = 30;
/** A person who comes back later types in a code. */
const browsersKeptDays = 90;
/** A page of a table. A process looks at one a minute: more than a million rows a day. */
const lookedAtOnce = 1_000;
/** Each takes several calls to Plaid, and the turn of the relay waits for them. */
const erasedAtOnce = 5;

/** Deletes the old rows that an index finds. */
export async function deleteDue({ db, vault, log, retention }: RetentionDeps): Promise<void> {
  const done = await deleteDoneWebhooks(db, retention.inboxDays, deletedAtOnce);
  if (done > 0) log.info({ deleted: done }, 'old webhooks deleted');
  const undone = await deleteUndoneWebhooks(db, retention.failedInboxDays, deletedAtOnce);
  if (undone > 0) log.warn({ deleted: undone }, 'old webhooks deleted that had failed, or whose case never came');
  const answers = await forgetOldAnswers(db, answersKeptDays, deletedAtOnce);
  if (answers > 0) log.info({ forgotten: answers }, 'old answers to idempotency keys forgotten');
  const proofs = await deleteOldProofs(db, deletedAtOnce);
  if (proofs > 0) log.info({ deleted: proofs }, 'old proofs of authorization deleted');
  const browsers = await pruneBrowsers(db, browsersKeptDays, deletedAtOnce);
  if (browsers > 0) log.info({ deleted: browsers }, 'browsers forgotten that opened no page for long');
  const rows = await forgetAudit(db, vault, retention.auditDays, deletedAtOnce);
  if (rows > 0) log.info({ deleted: rows }, 'old rows of the audit deleted');
  await pruneSessions(db, deletedAtOnce);
  await pruneOperators(db, retention.auditDays, deletedAtOnce);
}

/** Returns a function that looks through whole tables, one page at each call, for what no index finds. */
export function createLooks(deps: RetentionDeps): () => Promise<void> {
  const { db, log, retention } = deps;
  let applicant: string | null = null;
  let key: Awaited<ReturnType<typeof deleteKeys>>['last'] = null;

  async function eraseDue(): Promise<void> {
    const { applicantDays: days, unfundedDays } = retention;
    const { due, last } = await dueApplicants(db, applicant, { days, unfundedDays, limit: lookedAtOnce });
    for (const id of due.slice(0, erasedAtOnce)) {
      await eraseOne(deps, id);
      applicant = id;
    }
    if (due.length <= erasedAtOnce) applicant = last;
  }

  return async () => {
    const keys = await deleteKeys(db, key, { days: retention.idempotencyDays, limit: lookedAtOnce });
    key = keys.last;
    if (keys.deleted > 0) log.info({ deleted: keys.deleted }, 'old idempotency keys deleted');
    for (const id of await neverStarted(db, answersKeptDays, deletedAtOnce)) {
      const ending = { outcome: 'abandoned', reason: 'link_expired' } as const;
      if (await forTenantOf(db, 'case', id, () => closeUnstarted(db, id, ending)))
        log.info({ onboarding_id: id }, 'case closed that was never started');
    }
    await eraseDue();
  };
}

/** Throws while Plaid or the database is away, so that the next look begins with this case. */
async function eraseOne(deps: RetentionDeps, onboardingId: string): Promise<void> {
  try {
    await forTenantOf(deps.db, 'case', onboardingId, () => eraseCase(deps, onboardingId));
    deps.log.info({ onboarding_id: onboardingId }, 'applicant of an old case erased');
  } catch (error) {
    if (isDatabaseAway(error) || (error instanceof Failure && isPassing(error))) throw error;
    deps.log.error({ onboarding_id: onboardingId, ...errorFields(error) }, 'applicant of an old case not erased');
  }
}
