import { casesThatNeed } from '../../db/bank/linked-accounts.ts';
import { claimLinkSignals, dropLinkSignal, type WaitingLinkSignal } from '../../db/link/link-signals.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { linkRows } from '../../domain/bank/link.ts';
import { isTemporalAway } from '../../domain/failure.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import type { Signalled } from '../../temporal/case-client.ts';
import { itemChanged, linkAbandoned, linked, linkLeft, linkOffered } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

/**
 * Signals cases about the results of their Link sessions: one batch, oldest first. A result leaves the list once
 * Temporal has the signal. After a crash in between the relay sends it again, which changes nothing. Returns how many
 * it sent.
 */
export function signalLinks({ db, cases, log }: Pick<Deps, 'db' | 'cases' | 'log'>, limit: number): Promise<number> {
  return transaction(db, async (tx) => {
    let sent = 0;
    for (const link of await claimLinkSignals(tx, limit)) {
      const onboarding_id = link.theCase.id;
      try {
        const answer = await signal(cases, link);
        await signalOthers({ db: tx, cases }, link);
        await dropLinkSignal(tx, link.session);
        log.info(
          { onboarding_id, session: link.session, signal: link.signal, answer },
          'Link result delivered to its case',
        );
        sent += 1;
      } catch (error) {
        log.warn(
          { onboarding_id, session: link.session, signal: link.signal, ...errorFields(error) },
          'Link result not delivered to its case yet',
        );
        if (isTemporalAway(error)) break;
      }
    }
    return sent;
  });
}

/**
 * One new login repairs the Item for every case that needs it, so each of the others is signalled as well. Of a Link
 * that is offered for it too, because they look for its result.
 */
async function signalOthers(
  { db, cases }: { db: Db; cases: Deps['cases'] },
  { signal, session: webhook, mode, itemId, theCase, expiresAt }: WaitingLinkSignal,
): Promise<void> {
  if (itemId === null || !linkRows[mode].loginIsEnough) return;
  for (const id of await casesThatNeed(db, itemId)) {
    if (id === theCase.id) continue;
    if (signal === 'linked') await cases.signal(id, itemChanged, { webhook, itemId, change: 'repaired' });
    if (signal === 'linkOffered') await cases.signal(id, linkOffered, { expiresAt: expiresAt.toISOString() });
  }
}

/** A new Link, and leaving one for now, are no reason to let the run of a case begin. */
async function signal(
  cases: Deps['cases'],
  { signal, theCase, session, mode, expiresAt, itemId }: WaitingLinkSignal,
): Promise<Signalled> {
  const { id: onboardingId, stage, funding, ...about } = theCase;
  const linkTokenExpiresAt = expiresAt.toISOString();
  const start = {
    ...{ onboardingId, ...about, linkTokenExpiresAt },
    ...(itemId !== null && isTransferId(onboardingId) && { itemId }),
  };
  // Nothing may open a closed case again.
  if (stage === 'closed') return 'over';
  switch (signal) {
    case 'linked':
      return cases.wake(start, funding, linked, { session, mode });
    case 'linkOffered':
      return cases.signal(onboardingId, linkOffered, { expiresAt: linkTokenExpiresAt });
    case 'linkAbandoned':
      return cases.wake(start, funding, linkAbandoned);
    case 'linkLeft':
      return cases.signal(onboardingId, linkLeft);
  }
}
