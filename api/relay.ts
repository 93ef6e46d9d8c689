// Brings what PostgreSQL holds to Temporal: received webhooks, news about Link, and cases whose workflow a crash or
// an outage has left unstarted. Any number of API processes may run one; row locks share the work out.
import { setTimeout as sleep } from 'node:timers/promises';
import { deleteOldProofs } from '../db/authorization-proofs.ts';
import { deleteDoneWebhooks } from '../db/inbox.ts';
import { lateStarts } from '../db/onboardings.ts';
import { unansweredRefunds } from '../db/refunds.ts';
import { feeds } from '../domain/feed.ts';
import { errorFields } from './access-log.ts';
import { askRefund } from './cases/ask-refund.ts';
import { isTemporalAway } from './cases/cases.ts';
import { readReversals } from './cases/read-reversals.ts';
import { startCase } from './cases/start-case.ts';
import { tellLinks } from './cases/tell-links.ts';
import type { Deps } from './context.ts';
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts';

export type Relay = {
  /** There is something to deliver: look now. */
  poke: () => void;
  /** Delivers all that is due. */
  turn: () => Promise<void>;
  /** Takes turns until the signal says to stop, and finishes the one that is under way. */
  run: (stop: AbortSignal) => Promise<void>;
};

const batch = 20;
/** What another process was poked for, or what is due again, waits no longer than this. */
const lookEveryMs = 1_000;
/** The request that made a case starts it, and that for a refund asks Plaid; only when it has surely failed is it ours. */
const lateAfterSeconds = 30;
/** Sooner Plaid may not know the key of a refund again. */
const refundLateAfterSeconds = 60;
const lookForLateEveryMs = 10_000;
/** By every process: enough for a hundred webhooks a second, and few enough to lock them for a moment only. */
const deletedAtOnce = 1_000;
const lookForOldEveryMs = 10_000;

/** `inboxDays`: how long webhooks that are done are kept. */
export function createRelay(deps: Omit<Deps, 'pokeRelay' | 'pokeNotifier'> & { inboxDays: number }): Relay {
  const { db, cases, log, inboxDays } = deps;
  let poked = new AbortController();
  const asleep = new Set(feeds);
  let lookedForLate = 0;
  let lookedForRefunds = 0;
  let lookedForOld = 0;

  /** Each part fails by itself: while Temporal is away, webhooks that only concern our record still move. */
  async function part(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ doing: what, ...errorFields(error) }, 'relay waits');
    }
  }

  async function startLate(): Promise<void> {
    if (Date.now() - lookedForLate < lookForLateEveryMs) return;
    lookedForLate = Date.now();
    for (const { onboardingId } of await lateStarts(db, lateAfterSeconds, batch)) {
      try {
        await startCase(deps, onboardingId);
        log.info({ onboarding_id: onboardingId }, 'workflow started late');
      } catch (error) {
        if (isTemporalAway(error)) throw error;
        log.error({ onboarding_id: onboardingId, ...errorFields(error) }, 'workflow cannot be started');
      }
    }
  }

  async function settleRefunds(): Promise<void> {
    if (Date.now() - lookedForRefunds < lookForLateEveryMs) return;
    lookedForRefunds = Date.now();
    for (const { id, onboardingId } of await unansweredRefunds(db, refundLateAfterSeconds, batch)) {
      try {
        await askRefund(deps, id);
        log.info({ onboarding_id: onboardingId, refund: id }, 'refund settled late');
      } catch (error) {
        log.warn({ onboarding_id: onboardingId, refund: id, ...errorFields(error) }, 'refund not settled');
      }
    }
  }

  async function deleteOld(): Promise<void> {
    if (Date.now() - lookedForOld < lookForOldEveryMs) return;
    lookedForOld = Date.now();
    const deleted = await deleteDoneWebhooks(db, inboxDays, deletedAtOnce);
    if (deleted > 0) log.info({ deleted }, 'old webhooks deleted');
    const proofs = await deleteOldProofs(db, deletedAtOnce);
    if (proofs > 0) log.info({ deleted: proofs }, 'old proofs of authorization deleted');
  }

  async function turn(): Promise<void> {
    await part('webhooks', () => deliverWebhooks(deps, batch));
    await part('links', async () => {
      while ((await tellLinks(deps, batch)) === batch);
    });
    await part('late starts', startLate);
    await part('refunds', settleRefunds);
    await part('refunds of payments', () => readReversals(deps, batch));
    await part('retention', deleteOld);
    // A feed also looks by itself, in case no webhook ever comes; but somebody has to start it.
    await part('feeds', async () => {
      for (const feed of asleep) {
        await cases.wakeFeed(feed);
        asleep.delete(feed);
      }
    });
  }

  return {
    poke: () => poked.abort(),
    turn,
    async run(stop) {
      while (!stop.aborted) {
        poked = new AbortController();
        await turn();
        await sleep(lookEveryMs, undefined, { signal: AbortSignal.any([stop, poked.signal]) }).catch(() => {});
      }
    },
  };
}
