import { createLink } from '../../cases/link.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import type { LinkPurpose } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';

/** Makes a Link token and records it together with the move of the case, which waits for that Link. */
export async function moveToLink(deps: Deps, purpose: LinkPurpose, move: StageMove): Promise<{ expiresAt: string }> {
  const theCase = await known('case', loadCase(deps.db, move.onboardingId));
  const { expiresAt } = await createLink(deps, theCase, { purpose, offer: null }, (tx) => moveStage(tx, move));
  return { expiresAt: expiresAt.toISOString() };
}
