// Finds the case of an identity verification that is not on record: an attempt that the tenant gave to the applicant in
// Plaid's Dashboard. Its webhook names only the attempt, so the relay asks Plaid for the applicant.
import { loadCase } from '../../db/case/onboardings.ts';
import { caseOfId, insertPlaidId, type PlaidId } from '../../db/case/plaid-ids.ts';
import type { Db } from '../../db/pool.ts';
import { Failure, isPassing } from '../../domain/failure.ts';
import type { Deps } from '../context.ts';

/**
 * Records the attempt where it belongs to a case of ours. Throws while Plaid is away. After any other refusal the relay
 * parks the webhook, and the case finds the attempt at its next look.
 */
export async function findVerification(deps: Pick<Deps, 'plaid'>, tx: Db, { kind, id }: PlaidId): Promise<void> {
  if (kind !== 'identity_verification' || (await caseOfId(tx, kind, id))) return;
  const clientUserId = await whoseIs(deps, id);
  // Gangway verifies each applicant under the id of their case.
  if (clientUserId && (await loadCase(tx, clientUserId))) await insertPlaidId(tx, kind, id, clientUserId);
}

async function whoseIs({ plaid }: Pick<Deps, 'plaid'>, id: string): Promise<string | null> {
  try {
    return (await plaid.findIdentityVerification(id))?.clientUserId ?? null;
  } catch (error) {
    if (error instanceof Failure && isPassing(error)) throw error;
    return null;
  }
}
