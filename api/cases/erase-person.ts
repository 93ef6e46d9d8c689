// One try to erase a person: the request begins, and the relay goes on until nothing is left (db/people/erasures.ts).
import { noteCancellation } from '../../db/case/timeline.ts';
import { casesToEnd, casesToErase, claimErasures, type Erasure, settleErasure } from '../../db/people/erasures.ts';
import { forTenant } from '../../db/reach.ts';
import { Failure, isPassing } from '../../domain/failure.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';
import { cancelCase } from './cancel-case.ts';
import { eraseCase } from './erase-case.ts';

type PersonDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'log'>;

/** Each may take several calls to Plaid, which a request or a turn of the relay waits for. */
const casesAtOnce = 10;
/** A cancelled case closes within moments, and then it can be erased. */
const soonSeconds = 5;
const afterProblemSeconds = 60;
/** Only money under way is left, for days or weeks. */
const waitSeconds = 900;

/**
 * Cancels the cases that may end, and erases those that have ended. Money under way goes on. A fault of one case throws
 * nothing: the receipt shows its code, and a later try repeats the work.
 */
export async function continueErasure(deps: PersonDeps, erasure: Erasure): Promise<void> {
  const { db, log } = deps;
  const open = await casesToEnd(db, erasure, casesAtOnce);
  const ended = await tryEach(deps, open, async (one) => {
    await noteCancellation(db, one.id, 'tenant');
    await cancelCase(deps, one);
  });
  const closed = await casesToErase(db, erasure, casesAtOnce);
  const erased = await tryEach(
    deps,
    closed.map((id) => ({ id })),
    ({ id }) => eraseCase(deps, id),
  );
  const problem = ended ?? erased;
  const worked = open.length > 0 || closed.length > 0;
  const seconds = problem ? afterProblemSeconds : worked ? soonSeconds : waitSeconds;
  if (await settleErasure(db, erasure, { problem, seconds })) log.info({ erasure: erasure.id }, 'person erased');
}

/** Goes on with the erasures that are due. */
export async function continueErasures(deps: PersonDeps, limit: number): Promise<void> {
  for (const erasure of await claimErasures(deps.db, limit))
    await forTenant(erasure.tenantId, () => continueErasure(deps, erasure));
}

/** Returns the code of the first fault, or null. Stops at a fault that the other cases would meet as well. */
async function tryEach<C extends { id: string }>(
  { log }: PersonDeps,
  cases: C[],
  work: (one: C) => Promise<void>,
): Promise<string | null> {
  let problem: string | null = null;
  for (const one of cases) {
    try {
      await work(one);
    } catch (error) {
      log.warn({ onboarding_id: one.id, ...errorFields(error) }, 'case not erased yet; the relay tries again');
      const expected = error instanceof Failure;
      problem ??= expected ? error.detail.code : 'internal_error';
      if (expected && isPassing(error)) return problem;
    }
  }
  return problem;
}
