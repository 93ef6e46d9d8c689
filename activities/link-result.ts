import { Failure } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';
import type { LinkResult } from '../plaid/gateway.ts';
import type { Gateways } from './gateways.ts';

/** What became of a Link, as Plaid says. */
export async function linkResult({ plaid }: Pick<Gateways, 'plaid'>, token: Secret): Promise<LinkResult> {
  try {
    return await plaid.readLinkResult(token);
  } catch (error) {
    // Plaid forgets old tokens. The person may have finished a newer one.
    if (error instanceof Failure && error.kind === 'missing') return { finished: false, publicTokens: [] };
    throw error;
  }
}
