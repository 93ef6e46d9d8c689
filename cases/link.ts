// The API and the activities both make the Links of a case, and record their results, by these functions.
import type { CaseRecord } from '../db/case/onboardings.ts';
import { newId } from '../db/ids.ts';
import { finishLink } from '../db/link/link-results.ts';
import { insertLinkSession, type LinkSession } from '../db/link/link-sessions.ts';
import { addLinkSignal } from '../db/link/link-signals.ts';
import { type Db, type Pool, transaction } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { LinkOffer } from '../domain/bank/link.ts';
import type { LinkLanguage, LinkSettings } from '../domain/bank/link-settings.ts';
import { Failure } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';
import type { LinkPurpose, LinkResult, PlaidGateway } from '../plaid/gateway.ts';

type WantedLink = { purpose: LinkPurpose; offer: LinkOffer | null; pageLanguage?: LinkLanguage | null };
export type LinkDeps = { db: Pool; vault: Vault; plaid: PlaidGateway; webhookUrl: string };

/**
 * Makes a Link token and records it. `also` runs in the transaction that records it, with the id of the session.
 * `offer`: null for the Link that the case waits for. `pageLanguage`: the person's page asks for it.
 */
export async function createLink(
  { db, vault, plaid, webhookUrl }: LinkDeps,
  { id: onboardingId, products, linkSettings }: Pick<CaseRecord, 'id' | 'products' | 'linkSettings'>,
  { purpose, offer, pageLanguage = null }: WantedLink,
  also: (tx: Db, session: string) => Promise<unknown>,
): Promise<LinkSession> {
  const settings = pageLanguage ? ofPage(linkSettings, pageLanguage, webhookUrl) : linkSettings;
  const { token, hostedUrl, expiresAt } = await plaid.createLinkToken({
    ...{ purpose, products, clientUserId: onboardingId, webhookUrl, settings },
  });
  const session: LinkSession = {
    id: newId('lnk'),
    mode: purpose.mode,
    offer,
    pageLanguage,
    token,
    url: hostedUrl,
    expiresAt,
  };
  await transaction(db, async (tx) => {
    await insertLinkSession(tx, vault, { ...session, onboardingId });
    await also(tx, session.id);
  });
  return session;
}

/** The person came from the page, and comes back to it. The address holds no secret: the browser has a cookie. */
const ofPage = (settings: LinkSettings, language: LinkLanguage, webhookUrl: string): LinkSettings => ({
  ...{ ...settings, language, completionRedirectUri: new URL('/p/back', webhookUrl).href },
});

/** Returns the result of a Link session, as Plaid reports it. */
export async function readLinkResult({ plaid }: { plaid: PlaidGateway }, token: Secret): Promise<LinkResult> {
  try {
    return await plaid.readLinkResult(token);
  } catch (error) {
    // Plaid forgets old tokens. The applicant may have finished Link with a newer one.
    if (error instanceof Failure && error.kind === 'missing') return { finished: false, publicTokens: [] };
    throw error;
  }
}

/**
 * Records that the applicant finished a Link, and that the relay has to signal the case. Returns whether this was not
 * known yet. Call it in a transaction.
 */
export async function recordLinkFinished(
  tx: Db,
  vault: Vault,
  finished: Parameters<typeof finishLink>[2],
): Promise<boolean> {
  const recorded = await finishLink(tx, vault, finished);
  if (recorded?.news) await addLinkSignal(tx, recorded.session, 'linked');
  return recorded?.news ?? false;
}
