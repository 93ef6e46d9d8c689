// Delivers received webhooks to their cases and feeds. Every part is safe to repeat, because after a crash the next
// turn claims the rows again.

import { readLinkResult, recordLinkFinished } from '../../cases/link.ts';
import { caseOfId, type PlaidId } from '../../db/case/plaid-ids.ts';
import { addLinkEvents } from '../../db/case/timeline.ts';
import { finishIncomeLink } from '../../db/data/income-links.ts';
import {
  claimWebhooks,
  failWebhook,
  finishWebhook,
  laterWebhooks,
  markRecorded,
  parkWebhook,
  type Webhook,
} from '../../db/inbox/webhooks.ts';
import { exitLink, linkModeOf, tokenHash } from '../../db/link/link-sessions.ts';
import { type Db, savepoint, transaction } from '../../db/pool.ts';
import { refundsMoved } from '../../db/transfers/refunds.ts';
import { isLinked } from '../../domain/bank/link.ts';
import { type Feed, reportFeed } from '../../domain/feed.ts';
import type { Secret } from '../../domain/secret.ts';
import { type Reaction, reactionTo } from '../../plaid/webhooks.ts';
import type { FailFast } from '../../temporal/fail-fast.ts';
import type { Deps } from '../context.ts';
import { dataFeedOf } from './data-feed.ts';
import { findVerification } from './find-verification.ts';
import { postponeOrFail } from './postpone-webhook.ts';
import { recordBeforeSignal, type Result as SignalResult, signalCase } from './signal-case.ts';

type DeliverDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'log' | 'metrics'> & FailFast;
type Doing<K extends Reaction['do']> = Extract<Reaction, { do: K }>;

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
    const heads = await claimWebhooks(tx, deps.vault, limit, { temporalIsAway: deps.temporalIsAway() });
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
    return await savepoint(tx, () => deliver(deps, tx, webhook, reaction));
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

/**
 * Carries out the reaction to a row. Returns the feed to wake, which is the caller's work; null when there is none.
 */
async function deliver(deps: DeliverDeps, tx: Db, webhook: Webhook, reaction: Reaction | null): Promise<Feed | null> {
  const { id } = webhook;
  if (reaction === null) {
    deps.log.error(
      { webhook: id, type: webhook.type, code: webhook.code },
      'stored webhook cannot be decrypted; relay gives up',
    );
    await failWebhook(tx, id, 'unreadable');
    deps.metrics.webhooksDelivered.inc({ result: 'failed' });
    return null;
  }
  switch (reaction.do) {
    case 'drain':
      return reaction.feed;
    case 'read':
      return feedToRead(deps, tx, webhook, reaction);
    case 'note':
      await finish(deps, tx, id, 'noted');
      deps.log.info({ webhook: id, type: webhook.type, code: webhook.code, why: reaction.why }, 'webhook noted');
      break;
    case 'signal':
      await signalItsCase(deps, tx, webhook, reaction);
      break;
    case 'keepLinkEvents':
      await keepLinkEvents(deps, tx, webhook, reaction);
      break;
    case 'finishLink':
      return finishItsLink(deps, tx, webhook, reaction);
    case 'readRefunds':
      await readItsRefunds(deps, tx, webhook, reaction);
      break;
  }
  return null;
}

async function feedToRead(deps: DeliverDeps, tx: Db, webhook: Webhook, reaction: Doing<'read'>): Promise<Feed | null> {
  const onboardingId = await caseOrPark(deps, tx, webhook, reaction.plaidId);
  if (!onboardingId) return null;
  const feed = await dataFeedOf(tx, onboardingId, reaction);
  if (!feed) await finish(deps, tx, webhook.id, 'noted');
  return feed;
}

async function signalItsCase(deps: DeliverDeps, tx: Db, webhook: Webhook, reaction: Doing<'signal'>): Promise<void> {
  await findVerification(deps, tx, reaction.plaidId);
  const onboardingId = await caseOrPark(deps, tx, webhook, reaction.plaidId);
  if (!onboardingId) return;
  const result = await signalCase(deps, tx, { id: webhook.id, onboardingId }, reaction);
  await finish(deps, tx, webhook.id, result);
}

async function keepLinkEvents(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  { linkToken, events }: Doing<'keepLinkEvents'>,
): Promise<void> {
  const plaidId: PlaidId = { kind: 'link_token', id: tokenHash(linkToken) };
  const onboardingId = await caseOrPark(deps, tx, webhook, plaidId);
  if (!onboardingId) return;
  await addLinkEvents(tx, onboardingId, events);
  await finish(deps, tx, webhook.id, 'kept');
}

async function readItsRefunds(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  { plaidId }: Doing<'readRefunds'>,
): Promise<void> {
  if (!(await caseOrPark(deps, tx, webhook, plaidId))) return;
  await finish(deps, tx, webhook.id, (await refundsMoved(tx, plaidId.id)) ? 'recorded' : 'noted');
}

async function finishItsLink(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  reaction: Doing<'finishLink'>,
): Promise<Feed | null> {
  const { vault } = deps;
  const hash = tokenHash(reaction.linkToken);
  if (!(await caseOrPark(deps, tx, webhook, { kind: 'link_token', id: hash }))) return null;
  // A stale delivery may be a replay, so ask Plaid for the current state.
  const { status, publicTokens } = webhook.stale ? await readLink(deps, tx, reaction.linkToken) : reaction;
  if (status === 'open') {
    await finish(deps, tx, webhook.id, 'noted');
    return null;
  }
  if (status === 'exited') {
    await exitLink(tx, { linkTokenHash: hash });
    await finish(deps, tx, webhook.id, 'exited');
    return null;
  }
  const report = await finishIncomeLink(tx, hash);
  if (report) return reportFeed(report);
  const link = { linkTokenHash: hash, publicToken: publicTokens[0] ?? null };
  await finish(deps, tx, webhook.id, (await recordLinkFinished(tx, vault, link)) ? 'linked' : 'known already');
  return null;
}

async function readLink({ plaid }: DeliverDeps, tx: Db, linkToken: Secret) {
  const mode = (await linkModeOf(tx, tokenHash(linkToken))) ?? 'new';
  const result = await readLinkResult({ plaid }, linkToken);
  const { finished, left, publicTokens } = result;
  const status = isLinked(mode, result) ? 'success' : finished || left ? 'exited' : 'open';
  return { status, publicTokens } as const;
}

/** Returns the case of a Plaid id. Null when the record does not have the id yet; then the row waits for that. */
async function caseOrPark(
  { metrics }: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  plaidId: PlaidId,
): Promise<string | null> {
  const onboardingId = await caseOfId(tx, plaidId.kind, plaidId.id);
  if (onboardingId) return onboardingId;
  await parkWebhook(tx, webhook.id, plaidId);
  metrics.webhooksDelivered.inc({ result: 'parked' });
  return null;
}

async function finish({ metrics }: DeliverDeps, tx: Db, id: string, result: Result): Promise<void> {
  await finishWebhook(tx, id, result);
  metrics.webhooksDelivered.inc({ result });
}

type Result = SignalResult | 'noted' | 'linked' | 'known already' | 'exited' | 'kept' | 'feed woken';

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
