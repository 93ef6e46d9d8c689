import { newId } from '../db/ids.ts';
import { insertLinkSession } from '../db/link-sessions.ts';
import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { moveStage, type StageMove } from '../db/stages.ts';
import type { LinkPurpose } from '../plaid/gateway.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';

/** A Link token, recorded with the move that it causes. */
export async function offerLink(
  { pool, vault, plaid, webhookUrl }: Gateways,
  purpose: LinkPurpose,
  move: StageMove,
): Promise<{ expiresAt: string }> {
  const { onboardingId } = move;
  const { products, redirectUri } = await known('case', loadCase(pool, onboardingId));
  const { token, hostedUrl, expiresAt } = await plaid.createLinkToken({
    purpose,
    products,
    clientUserId: onboardingId,
    webhookUrl,
    redirectUri,
  });
  await transaction(pool, async (tx) => {
    const { mode } = purpose;
    await insertLinkSession(tx, vault, {
      ...{ id: newId('lnk'), onboardingId, mode, offer: null, token, url: hostedUrl, expiresAt },
    });
    await moveStage(tx, move);
  });
  return { expiresAt: expiresAt.toISOString() };
}
