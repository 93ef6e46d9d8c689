import { claimLinkTells, dropLinkTell, type UntoldLink } from '../../db/link-tells.ts';
import { transaction } from '../../db/pool.ts';
import { linkAbandoned, linked, linkOffered } from '../../workflows/messages.ts';
import { errorFields } from '../access-log.ts';
import type { Deps } from '../context.ts';
import { isTemporalAway } from './cases.ts';

/**
 * Tells cases what their Link sessions have to say: one batch, oldest first. A fact is dropped from the list once
 * Temporal has it; a crash in between tells it again, which changes nothing. Returns how many were told.
 */
export function tellLinks({ db, cases, log }: Pick<Deps, 'db' | 'cases' | 'log'>, limit: number): Promise<number> {
  return transaction(db, async (tx) => {
    let told = 0;
    for (const link of await claimLinkTells(tx, limit)) {
      const onboarding_id = link.onboardingId;
      try {
        const heard = await tell(cases, link);
        await dropLinkTell(tx, link.session);
        log.info({ onboarding_id, session: link.session, signal: link.tell, heard }, 'case told of Link');
        told += 1;
      } catch (error) {
        log.warn(
          { onboarding_id, session: link.session, signal: link.tell, ...errorFields(error) },
          'case not told yet',
        );
        if (isTemporalAway(error)) break;
      }
    }
    return told;
  });
}

function tell(
  cases: Deps['cases'],
  { tell, onboardingId, session, mode, expiresAt }: UntoldLink,
): Promise<'told' | 'over'> {
  switch (tell) {
    case 'linked':
      return cases.tell(onboardingId, linked, { session, mode });
    case 'linkOffered':
      return cases.tell(onboardingId, linkOffered, { expiresAt: expiresAt.toISOString() });
    case 'linkAbandoned':
      return cases.tell(onboardingId, linkAbandoned);
  }
}
