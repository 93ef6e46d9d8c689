// Asks Plaid for the results of the applicant's Links when a request needs them. Plaid's webhook may not have come yet,
// and perhaps no worker runs that would look.
import { readLinkResult, recordLinkFinished } from '../../cases/link.ts';
import { finishIncomeLink } from '../../db/data/income-links.ts';
import { countLinkLook, linkLooksWithinSeconds } from '../../db/link/link-looks.ts';
import { exitLink } from '../../db/link/link-results.ts';
import { type LinkSession, tokenHash, unfinishedLinkSessions } from '../../db/link/link-sessions.ts';
import { transaction } from '../../db/pool.ts';
import { isLinked, linkRows } from '../../domain/bank/link.ts';
import { Failure } from '../../domain/failure.ts';
import { reportFeed } from '../../domain/feed.ts';
import type { LinkResult } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

type LookDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'log' | 'pokeRelay'>;

/** Records Plaid's answers. `needsNewLink`: the Link that the case waits for can only be replaced by a new one. */
export async function lookAtLinks(deps: LookDeps, onboardingId: string): Promise<{ needsNewLink: boolean }> {
  const { db, vault, plaid } = deps;
  const sessions = await unfinishedLinkSessions(db, vault, onboardingId);
  if (sessions.length > 0 && !(await countLinkLook(db, onboardingId))) throw tooManyLooks();
  let needsNewLink = false;
  for (const session of sessions) {
    const result = await readLinkResult({ plaid }, session.token);
    if (isLinked(session.mode, result)) await recordFinished(deps, onboardingId, session, result);
    else if (result.left) await transaction(db, (tx) => exitLink(tx, { sessionId: session.id }));
    if (result.needsNewLink && session.offer === null) needsNewLink = true;
  }
  return { needsNewLink };
}

async function recordFinished(
  { db, vault, cases, log, pokeRelay }: LookDeps,
  onboardingId: string,
  session: LinkSession,
  { publicTokens, shown }: LinkResult,
): Promise<void> {
  const report = await transaction(db, async (tx) => {
    if (linkRows[session.mode].finishes === 'report') return finishIncomeLink(tx, tokenHash(session.token));
    await recordLinkFinished(tx, vault, { sessionId: session.id, publicToken: publicTokens[0] ?? null, shown });
    return null;
  });
  pokeRelay();
  if (!report) return;
  // The feed also looks by itself, but later.
  await cases.wakeFeed(reportFeed(report)).catch((error: unknown) => {
    log.warn(
      { onboarding_id: onboardingId, ...errorFields(error) },
      'feed of a report not woken; it reads later by itself',
    );
  });
}

const tooManyLooks = () =>
  new Failure('busy', 'You asked about the Links of this case too often. Send the same request again in a minute.', {
    code: 'too_many_looks',
    retryAfterSeconds: linkLooksWithinSeconds,
  });
