// The relay brings the contents of PostgreSQL to Temporal: received webhooks, results of Link, reviews, answers of
// tenants, and cases whose workflow a crash or an outage has left unstarted. Each API process may run a relay; row
// locks share out the work.
import { setTimeout as sleep } from 'node:timers/promises';
import { lateStarts } from '../db/case/onboardings.ts';
import { forTenantOf } from '../db/case/tenant-of.ts';
import { claimUnsignalled } from '../db/case/unsignalled.ts';
import { acrossTenants } from '../db/reach.ts';
import { findRelayWork, type RelayWork } from '../db/relay-work.ts';
import { foldTallies } from '../db/tallies.ts';
import { unansweredRefunds } from '../db/transfers/refunds.ts';
import { isTemporalAway } from '../domain/failure.ts';
import { failFast } from '../temporal/fail-fast.ts';
import { sendAnswer } from './cases/answer-transfer.ts';
import { askRefund } from './cases/ask-refund.ts';
import { continueErasures } from './cases/erase-person.ts';
import { readReversals, refundReads } from './cases/read-reversals.ts';
import { removeAccounts } from './cases/remove-accounts.ts';
import { sendLateReview } from './cases/review-case.ts';
import { signalLinks } from './cases/signal-links.ts';
import { startCase } from './cases/start-case.ts';
import type { Deps } from './context.ts';
import { errorFields } from './http/access-log.ts';
import { noteTerminations } from './note-terminations.ts';
import { createLooks, deleteDue, type Retention } from './retention.ts';
import { sealAudit } from './seal-audit.ts';
import { watchFeeds } from './watch-feeds.ts';
import { watchLedger } from './watch-ledger.ts';
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts';

export type Relay = {
  /** Makes the relay deliver webhooks and results of Link at once. */
  poke: () => void;
  /** Delivers all that is due. */
  turn: () => Promise<void>;
  /** Takes turns until `stop`, and finishes the turn under way. */
  run: (stop: AbortSignal) => Promise<void>;
};

const batch = 20;
/** Work that is due again, or of which only another process was notified, waits no longer than this. */
const lookEveryMs = 1_000;
/**
 * A request starts its own case and asks for its own refund. The relay does so only once the request has surely failed.
 */
const lateAfterSeconds = 30;
/** Plaid may not recognise the key of a refund sooner. */
const refundLateAfterSeconds = 60;
const lookForLateEveryMs = 10_000;
/** Each may take many calls to Plaid, and the turn waits for them. */
const erasuresAtOnce = 3;
const lookForOldEveryMs = 10_000;
const lookThroughEveryMs = 60_000;
const foldEveryMs = 5_000;
/** As many as some thousands of cases make. The database takes less than a second for them. */
const foldedAtOnce = 100_000;

type RelayDeps = Omit<Deps, 'pokeRelay' | 'pokeNotifier'> & { retention: Retention };
type Work = RelayDeps & ReturnType<typeof failFast>;
type Part = (what: string, work: () => Promise<void>) => Promise<void>;

export function createRelay(deps: RelayDeps): Relay {
  const { log } = deps;
  let poked = new AbortController();
  const feedsRun = watchFeeds(deps);
  const ledgerCovers = watchLedger(deps);
  const seal = sealAudit(deps);
  const terminationsSeen = noteTerminations(deps);
  const lateStart = atMostEvery(lookForLateEveryMs, startLate);
  const lateRefunds = atMostEvery(lookForLateEveryMs, () => settleRefunds(deps));
  const removals = atMostEvery(lookForLateEveryMs, (work: Work) => removeAccounts(work, batch));
  const erasures = atMostEvery(lookForLateEveryMs, (work: Work) => continueErasures(work, erasuresAtOnce));
  const retention = atMostEvery(lookForOldEveryMs, () => deleteDue(deps));
  const fold = atMostEvery(foldEveryMs, () => foldTallies(deps.db, foldedAtOnce));
  const looks = atMostEvery(lookThroughEveryMs, createLooks(deps));

  /** Each part fails alone, so that the relay still handles webhooks that need no Temporal while Temporal is away. */
  const part: Part = async (what, work) => {
    try {
      await work();
    } catch (error) {
      log.warn({ doing: what, ...errorFields(error) }, 'a part of the relay failed; it tries again');
    }
  };

  const begin = (): Work => ({ ...deps, ...failFast(deps.cases) });

  async function turn(): Promise<void> {
    const work = begin();
    const due = await deliver(work, part, await look(work, part));
    if (due.decisions) await part('decisions', () => sendDecisions(work));
    await part('late starts', () => lateStart(work));
    await part('refunds', lateRefunds);
    await part('removed accounts', () => removals(work));
    await part('erasures', () => erasures(work));
    if (due.reversals) await part('refunds of payments', () => readReversals(deps, batch));
    await part('audit', seal);
    await part('tallies', fold);
    await part('terminations', () => terminationsSeen(work.cases));
    await part('retention', retention);
    await part('retention of persons', looks);
    await part('feeds', () => feedsRun(work.cases));
    await part('ledger', () => ledgerCovers(work.cases));
  }

  return {
    poke: () => poked.abort(),
    turn: () => acrossTenants(turn),
    run: (stop) => acrossTenants(() => run(stop)),
  };

  async function run(stop: AbortSignal): Promise<void> {
    let lookAt = 0;
    while (!stop.aborted) {
      poked = new AbortController();
      if (Date.now() < lookAt) {
        await deliver(begin(), part, null);
      } else {
        lookAt = Date.now() + lookEveryMs;
        await turn();
      }
      const signal = AbortSignal.any([stop, poked.signal]);
      await sleep(Math.max(0, lookAt - Date.now()), undefined, { signal }).catch(() => {});
    }
  }
}

/** After a look that failed, all parts claim by themselves, so that no table holds up the parts of the others. */
async function look({ db, temporalIsAway }: Work, part: Part): Promise<RelayWork> {
  let due: RelayWork = { webhooks: true, links: true, decisions: true, reversals: true };
  await part('look', async () => {
    due = await findRelayWork(db, { ...refundReads, temporalIsAway: temporalIsAway() });
  });
  return due;
}

/**
 * Delivers webhooks and results of Link. `seen` is null after a poke: then the relay claims webhooks without a look,
 * because most pokes are about one. Returns what is due after the webhooks, because they may make more due.
 */
async function deliver(work: Work, part: Part, seen: RelayWork | null): Promise<RelayWork> {
  let due = seen;
  if (!due || due.webhooks) {
    await part('webhooks', () => deliverWebhooks(work, batch));
    due = await look(work, part);
  }
  if (due.links) {
    await part('links', async () => {
      while ((await signalLinks(work, batch)) === batch);
    });
  }
  return due;
}

/** Does nothing if the last call is not this long ago. */
function atMostEvery<A extends unknown[]>(
  ms: number,
  work: (...args: A) => Promise<void>,
): (...args: A) => Promise<void> {
  let last = 0;
  return async (...args) => {
    if (Date.now() - last < ms) return;
    last = Date.now();
    await work(...args);
  };
}

/** Delivers reviewers' decisions and tenants' answers. */
async function sendDecisions(deps: RelayDeps): Promise<void> {
  const due = await claimUnsignalled(deps.db, batch);
  await Promise.all(
    due.map(({ what, ...of }) =>
      forTenantOf(deps.db, 'case', of.onboardingId, () => (what === 'review' ? sendLateReview : sendAnswer)(deps, of)),
    ),
  );
}

async function startLate(deps: RelayDeps): Promise<void> {
  const { db, log } = deps;
  for (const { onboardingId } of await lateStarts(db, lateAfterSeconds, batch)) {
    try {
      await forTenantOf(db, 'case', onboardingId, () => startCase(deps, onboardingId));
      log.info({ onboarding_id: onboardingId }, 'workflow started late');
    } catch (error) {
      if (isTemporalAway(error)) throw error;
      log.error(
        { onboarding_id: onboardingId, ...errorFields(error) },
        'workflow cannot be started; the relay tries again',
      );
    }
  }
}

async function settleRefunds(deps: RelayDeps): Promise<void> {
  const { db, log } = deps;
  for (const { id, onboardingId } of await unansweredRefunds(db, refundLateAfterSeconds, batch)) {
    try {
      await forTenantOf(db, 'case', onboardingId, () => askRefund(deps, id));
      log.info({ onboarding_id: onboardingId, refund: id }, 'refund settled late');
    } catch (error) {
      log.warn(
        { onboarding_id: onboardingId, refund: id, ...errorFields(error) },
        'refund not settled; the relay tries again',
      );
    }
  }
}
