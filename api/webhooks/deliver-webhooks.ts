// Delivers received webhooks to their cases and feeds. Every part is safe to repeat, because after a crash the next
// turn claims the rows again.

import { claimWebhooks, laterWebhooks, markRecorded, type Webhook } from '../../db/inbox/webhooks.ts';
import { type Db, savepoint, transaction } from '../../db/pool.ts';
import type { Feed } from '../../domain/feed.ts';
import { type Reaction, reactionTo } from '../../plaid/webhooks.ts';
import type { FailFast } from '../../temporal/fail-fast.ts';
import { postponeOrFail } from './postpone-webhook.ts';
import { finish, react } from './react.ts';
import { recordBeforeSignal } from './signal-case.ts';

type DeliverDeps = Parameters<typeof react>[0] & FailFast;

/** Delivers all webhooks that are due. */
export async function deliverWebhooks(deps: DeliverDeps, batch: number): Promise<void> {
  while (await deliverBatch(deps, batch));
}

/**
 * Delivers the rows of one case in the order in which they came. If it postpones a row, the later ones of the case wait
 * behind it. Returns whether more rows may be due at once.
 */
function deliverBatch(deps: DeliverDeps, limit: number): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const toWake = new Map<Feed, Webhook[]>();
    const heads = await claimWebhooks(tx, deps.vault, { limit, temporalIsAway: deps.temporalIsAway() });
    let more = heads.length >= limit;
    for (const head of heads) {
      const { forFeeds, rest } = await deliverInOrder(deps, tx, head, limit);
      more ||= rest;
      for (const { feed, webhook } of forFeeds) toWake.set(feed, [...(toWake.get(feed) ?? []), webhook]);
    }
    // One wake-up is enough for a feed, however many rows concern it.
    for (const [feed, webhooks] of toWake) await wakeFeed(deps, tx, feed, webhooks);
    return more;
  });
}

type Delivered = {
  /** The rows that wait for the wake-up of a feed. */
  forFeeds: { feed: Feed; webhook: Webhook }[];
  /** True if the next batch goes on with the case. */
  rest: boolean;
};

/** Delivers a row, and the later ones of its case. */
async function deliverInOrder(deps: DeliverDeps, tx: Db, head: Webhook, limit: number): Promise<Delivered> {
  const { id, onboardingId } = head;
  const later = onboardingId ? await laterWebhooks(tx, deps.vault, { id, onboardingId }, limit) : [];
  const forFeeds: Delivered['forFeeds'] = [];
  for (const webhook of [head, ...later]) {
    const feed = await deliverOne(deps, tx, webhook);
    if (feed === 'recorded') return { forFeeds, rest: true };
    if (feed === 'postponed') return { forFeeds, rest: false };
    if (feed) forFeeds.push({ feed, webhook });
  }
  return { forFeeds, rest: later.length === limit };
}

/**
 * Returns the feed to wake, or null. After `recorded` the next batch goes on with the row. A postponed row waits, and
 * the later ones of its case wait behind it.
 */
async function deliverOne(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
): Promise<Feed | 'recorded' | 'postponed' | null> {
  try {
    const reaction = webhook.body === null ? null : reactionTo(parse(webhook.body)).reaction;
    if (await recordFirst(deps, tx, webhook, reaction)) return 'recorded';
    return await savepoint(tx, () => react(deps, tx, webhook, reaction));
  } catch (error) {
    return (await postponeOrFail(deps, tx, webhook, error)) === 'waiting' ? 'postponed' : null;
  }
}

/**
 * Records a change that money calls must respect. Returns whether it recorded one. The next batch then signals the
 * case, after this one has committed, because the case reads the record at once.
 */
async function recordFirst(deps: DeliverDeps, tx: Db, webhook: Webhook, reaction: Reaction | null): Promise<boolean> {
  if (reaction?.do !== 'signal' || webhook.recorded) return false;
  if (!(await savepoint(tx, () => recordBeforeSignal(deps, tx, reaction, webhook.stale)))) return false;
  await markRecorded(tx, webhook.id);
  return true;
}

async function wakeFeed(deps: DeliverDeps, tx: Db, feed: Feed, webhooks: Webhook[]): Promise<void> {
  try {
    await deps.cases.wakeFeed(feed);
  } catch (error) {
    for (const webhook of webhooks) await postponeOrFail(deps, tx, webhook, error);
    return;
  }
  for (const { id } of webhooks) await finish(deps, tx, id, 'feed woken');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
