import { readLinkResult, recordLinkFinished } from '../../cases/link.ts';
import { linkerIdOf } from '../../db/bank/linked-accounts.ts';
import { unfinishedLinkSessions } from '../../db/link/link-sessions.ts';
import { newestLink } from '../../db/link/link-signals.ts';
import { transaction } from '../../db/pool.ts';
import { isLinked, linkRows } from '../../domain/bank/link.ts';
import type { Deps } from '../deps.ts';
import type { PeopleActivities } from '../types.ts';

export function findLink(deps: Pick<Deps, 'db' | 'vault' | 'plaid'>): PeopleActivities['findLink'] {
  const { db, vault } = deps;
  return async ({ onboardingId }) => {
    const awaited = (await newestLink(db, onboardingId))?.mode;
    let found = false;
    // A transfer also waits for the Link of its account, which belongs to the onboarding that linked it.
    const linker = await linkerIdOf(db, onboardingId);
    const cases = linker === onboardingId ? [onboardingId] : [onboardingId, linker];
    const sessions = await Promise.all(cases.map((id) => unfinishedLinkSessions(db, vault, id)));
    for (const session of sessions.flat()) {
      if (linkRows[session.mode].finishes === 'report') continue;
      const result = await readLinkResult(deps, session.token);
      if (!isLinked(session.mode, result)) continue;
      const { publicTokens, shown } = result;
      const publicToken = publicTokens[0] ?? null;
      // If the answer of this activity is lost, the next try finds nothing new; so the relay signals the case too.
      await transaction(db, (tx) => recordLinkFinished(tx, vault, { sessionId: session.id, publicToken, shown }));
      // The relay signals the case about any other session too, and the case keeps them apart by mode.
      found ||= session.mode === awaited;
    }
    return { finished: found };
  };
}
