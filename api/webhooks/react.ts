// Carries out what a webhook asks for: notes it, signals its case, records what came of a Link, or names a feed.
import { readLinkResult, recordLinkFinished } from '../../cases/link.ts';
import { caseOfId, type PlaidId } from '../../db/case/plaid-ids.ts';
import { addLinkEvents } from '../../db/case/timeline.ts';
import { finishIncomeLink } from '../../db/data/income-links.ts';
import { failWebhook, finishWebhook, parkWebhook, type Webhook } from '../../db/inbox/webhooks.ts';
import { exitLink } from '../../db/link/link-results.ts';
import { linkOfToken, tokenHash } from '../../db/link/link-sessions.ts';
import type { Db } from '../../db/pool.ts';
import { refundsMoved } from '../../db/transfers/refunds.ts';
import { isLinked, type LinkMode } from '../../domain/bank/link.ts';
import { type Feed, reportFeed } from '../../domain/feed.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Reaction } from '../../plaid/webhooks.ts';
import type { Deps } from '../context.ts';
import { dataFeedOf } from './data-feed.ts';
import { findVerification } from './find-verification.ts';
import { type Result as SignalResult, signalCase } from './signal-case.ts';

type ReactDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'log' | 'metrics'>;
type Doing<K extends Reaction['do']> = Extract<Reaction, { do: K }>;

/**
 * Carries out the reaction to a row. Returns the feed to wake, which is the caller's work; null when there is none.
 */
export async function react(
  deps: ReactDeps,
  tx: Db,
  webhook: Webhook,
  reaction: Reaction | null,
): Promise<Feed | null> {
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

async function feedToRead(deps: ReactDeps, tx: Db, webhook: Webhook, reaction: Doing<'read'>): Promise<Feed | null> {
  const onboardingId = await caseOrPark(deps, tx, webhook, reaction.plaidId);
  if (!onboardingId) return null;
  const feed = await dataFeedOf(tx, onboardingId, reaction);
  if (!feed) await finish(deps, tx, webhook.id, 'noted');
  return feed;
}

async function signalItsCase(deps: ReactDeps, tx: Db, webhook: Webhook, reaction: Doing<'signal'>): Promise<void> {
  await findVerification(deps, tx, reaction.plaidId);
  const onboardingId = await caseOrPark(deps, tx, webhook, reaction.plaidId);
  if (!onboardingId) return;
  const result = await signalCase(deps, tx, { id: webhook.id, onboardingId }, reaction);
  await finish(deps, tx, webhook.id, result);
}

async function keepLinkEvents(
  deps: ReactDeps,
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
  deps: ReactDeps,
  tx: Db,
  webhook: Webhook,
  { plaidId }: Doing<'readRefunds'>,
): Promise<void> {
  if (!(await caseOrPark(deps, tx, webhook, plaidId))) return;
  await finish(deps, tx, webhook.id, (await refundsMoved(tx, plaidId.id)) ? 'recorded' : 'noted');
}

async function finishItsLink(
  deps: ReactDeps,
  tx: Db,
  webhook: Webhook,
  reaction: Doing<'finishLink'>,
): Promise<Feed | null> {
  const { vault } = deps;
  const hash = tokenHash(reaction.linkToken);
  // The session leads to the case, so one read serves all that follows.
  const found = await linkOfToken(tx, hash);
  if (!found) {
    await park(deps, tx, webhook, { kind: 'link_token', id: hash });
    return null;
  }
  // A stale delivery may be a replay, so ask Plaid for the current state.
  const { status, publicTokens } = webhook.stale ? await readLink(deps, found.mode, reaction.linkToken) : reaction;
  if (status === 'open') {
    await finish(deps, tx, webhook.id, 'noted');
    return null;
  }
  if (status === 'exited') {
    await exitLink(tx, { found });
    await finish(deps, tx, webhook.id, 'exited');
    return null;
  }
  const report = found.mode === 'income' ? await finishIncomeLink(tx, hash) : null;
  if (report) return reportFeed(report);
  const link = { found, publicToken: publicTokens[0] ?? null };
  await finish(deps, tx, webhook.id, (await recordLinkFinished(tx, vault, link)) ? 'linked' : 'known already');
  return null;
}

async function readLink({ plaid }: ReactDeps, mode: LinkMode, linkToken: Secret) {
  const result = await readLinkResult({ plaid }, linkToken);
  const { finished, left, publicTokens } = result;
  const status = isLinked(mode, result) ? 'success' : finished || left ? 'exited' : 'open';
  return { status, publicTokens } as const;
}

/** Returns the case of a Plaid id. Null when the record does not have the id yet; then the row waits for that. */
async function caseOrPark(deps: ReactDeps, tx: Db, webhook: Webhook, plaidId: PlaidId): Promise<string | null> {
  const onboardingId = await caseOfId(tx, plaidId.kind, plaidId.id);
  if (!onboardingId) await park(deps, tx, webhook, plaidId);
  return onboardingId;
}

async function park({ metrics }: ReactDeps, tx: Db, webhook: Webhook, plaidId: PlaidId): Promise<void> {
  await parkWebhook(tx, webhook.id, plaidId);
  metrics.webhooksDelivered.inc({ result: 'parked' });
}

/** Records the result of a row that needs no more work. */
export async function finish({ metrics }: Pick<Deps, 'metrics'>, tx: Db, id: string, result: Result): Promise<void> {
  await finishWebhook(tx, id, result);
  metrics.webhooksDelivered.inc({ result });
}

type Result = SignalResult | 'noted' | 'linked' | 'known already' | 'exited' | 'kept' | 'feed woken';
