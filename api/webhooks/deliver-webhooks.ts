// Brings received webhooks to whom they concern. Every part is safe to repeat, because a crash anywhere in here gives
// the rows back to the next turn.
import { finishIncomeLink } from '../../db/income-links.ts';
import { exitLink, finishLink, linkTokenHash } from '../../db/link-sessions.ts';
import { addLinkTell } from '../../db/link-tells.ts';
import { type Db, savepoint, transaction } from '../../db/pool.ts';
import { refundsMoved } from '../../db/refunds.ts';
import { type RouteKey, routeTo } from '../../db/routes.ts';
import { addLinkEvents } from '../../db/timeline.ts';
import {
  claimWebhooks,
  failWebhook,
  finishWebhook,
  laterWebhooks,
  markRecorded,
  parkWebhook,
  type Webhook,
} from '../../db/webhooks.ts';
import { type Feed, reportFeed } from '../../domain/feed.ts';
import type { Secret } from '../../domain/secret.ts';
import { type Reaction, reactionTo } from '../../plaid/webhooks.ts';
import type { Deps } from '../context.ts';
import { dataFeedOf } from './data-feed.ts';
import { postponeOrFail } from './postpone-webhook.ts';
import { recordTold, type Told, tellCase } from './tell-case.ts';
import { type WaitOnce, waitOnce } from './wait-once.ts';

type DeliverDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'log' | 'metrics'>;
type Doing<K extends Reaction['do']> = Extract<Reaction, { do: K }>;

/** All that is due. */
export async function deliverWebhooks(deps: DeliverDeps, batch: number): Promise<void> {
  const reach = waitOnce();
  while ((await deliverBatch(deps, batch, reach)) > 0);
}

/**
 * Rows of one case go out in the order in which they came: where one has to be put off, the later ones wait behind it.
 * Returns how many rows were claimed: by now each is settled, recorded or put off.
 */
function deliverBatch(deps: DeliverDeps, limit: number, reach: WaitOnce): Promise<number> {
  return transaction(deps.db, async (tx) => {
    const feedNews = new Map<Feed, Webhook[]>();
    const heads = await claimWebhooks(tx, deps.vault, limit);
    for (const head of heads) {
      const { id, onboardingId } = head;
      const later = onboardingId ? await laterWebhooks(tx, deps.vault, { id, onboardingId }, limit) : [];
      for (const webhook of [head, ...later]) {
        try {
          const reaction = webhook.body === null ? null : reactionTo(parse(webhook.body)).reaction;
          if (reaction?.do === 'tell' && !webhook.recorded) {
            // The case is told by the next batch, when this one has committed: it reads the record at once.
            if (await savepoint(tx, () => recordTold(deps, tx, reaction, webhook.stale))) {
              await markRecorded(tx, webhook.id);
              break;
            }
          }
          const feed = await savepoint(tx, () => deliver(deps, tx, webhook, reaction, reach));
          if (feed) feedNews.set(feed, [...(feedNews.get(feed) ?? []), webhook]);
        } catch (error) {
          if ((await postponeOrFail(deps, tx, webhook, error)) === 'waiting') break;
        }
      }
    }
    // However many rows say that a feed may have news, it needs to hear it once.
    for (const [feed, webhooks] of feedNews) await wakeFeed(deps, tx, feed, webhooks, reach);
    return heads.length;
  });
}

/** Does what the row asks for, except waking a feed, which it leaves to the caller: gives which. */
async function deliver(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  reaction: Reaction | null,
  reach: WaitOnce,
): Promise<Feed | null> {
  const { id } = webhook;
  if (reaction === null) {
    deps.log.error({ webhook: id, type: webhook.type, code: webhook.code }, 'webhook cannot be opened; given up');
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
    case 'tell':
      await tellItsCase(deps, tx, webhook, reaction, reach);
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
  if (!(await routeOrPark(deps, tx, webhook, reaction.route))) return null;
  const feed = await dataFeedOf(tx, reaction);
  if (!feed) await finish(deps, tx, webhook.id, 'noted');
  return feed;
}

async function tellItsCase(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  reaction: Doing<'tell'>,
  reach: WaitOnce,
): Promise<void> {
  const onboardingId = await routeOrPark(deps, tx, webhook, reaction.route);
  if (!onboardingId) return;
  const told = await reach(() => tellCase(deps, tx, { id: webhook.id, onboardingId }, reaction));
  await finish(deps, tx, webhook.id, told);
}

async function keepLinkEvents(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  { linkToken, events }: Doing<'keepLinkEvents'>,
): Promise<void> {
  const route: RouteKey = { kind: 'link_token', id: linkTokenHash(linkToken) };
  const onboardingId = await routeOrPark(deps, tx, webhook, route);
  if (!onboardingId) return;
  await addLinkEvents(tx, onboardingId, events);
  await finish(deps, tx, webhook.id, 'kept');
}

async function readItsRefunds(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  { route }: Doing<'readRefunds'>,
): Promise<void> {
  if (!(await routeOrPark(deps, tx, webhook, route))) return;
  await finish(deps, tx, webhook.id, (await refundsMoved(tx, route.id)) ? 'recorded' : 'noted');
}

async function finishItsLink(
  deps: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  reaction: Doing<'finishLink'>,
): Promise<Feed | null> {
  const { plaid, vault } = deps;
  const hash = linkTokenHash(reaction.linkToken);
  if (!(await routeOrPark(deps, tx, webhook, { kind: 'link_token', id: hash }))) return null;
  // A stale delivery may be a replay: ask Plaid what is true.
  const { status, publicTokens } = webhook.stale ? await readLink(plaid, reaction.linkToken) : reaction;
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
  const finished = await finishLink(tx, vault, { linkTokenHash: hash, publicToken: publicTokens[0] ?? null });
  if (finished?.news) await addLinkTell(tx, finished.session, 'linked');
  await finish(deps, tx, webhook.id, finished?.news ? 'linked' : 'known already');
  return null;
}

async function readLink(plaid: Deps['plaid'], linkToken: Secret) {
  const { finished, publicTokens } = await plaid.readLinkResult(linkToken);
  const status = publicTokens.length > 0 ? 'success' : finished ? 'exited' : 'open';
  return { status, publicTokens } as const;
}

/** Null where the case is not known yet: the row then waits for whoever makes it known. */
async function routeOrPark(
  { metrics }: DeliverDeps,
  tx: Db,
  webhook: Webhook,
  route: RouteKey,
): Promise<string | null> {
  const onboardingId = await routeTo(tx, route.kind, route.id);
  if (onboardingId) return onboardingId;
  await parkWebhook(tx, webhook.id, route);
  metrics.webhooksDelivered.inc({ result: 'parked' });
  return null;
}

async function finish({ metrics }: DeliverDeps, tx: Db, id: string, result: Result): Promise<void> {
  await finishWebhook(tx, id, result);
  metrics.webhooksDelivered.inc({ result });
}

type Result = Told | 'noted' | 'linked' | 'known already' | 'exited' | 'kept' | 'feed woken';

async function wakeFeed(deps: DeliverDeps, tx: Db, feed: Feed, webhooks: Webhook[], reach: WaitOnce): Promise<void> {
  try {
    await reach(() => deps.cases.wakeFeed(feed));
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
