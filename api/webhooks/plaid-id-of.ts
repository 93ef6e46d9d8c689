import type { PlaidId } from '../../db/case/plaid-ids.ts';
import { tokenHash } from '../../db/link/link-sessions.ts';
import type { Reaction } from '../../plaid/webhooks.ts';

/** Returns the Plaid id that leads to the webhook's case. Null when the webhook concerns no single case. */
export function plaidIdOf(reaction: Reaction): PlaidId | null {
  switch (reaction.do) {
    case 'signal':
    case 'read':
    case 'readRefunds':
      return reaction.plaidId;
    case 'finishLink':
    case 'keepLinkEvents':
      return { kind: 'link_token', id: tokenHash(reaction.linkToken) };
    case 'drain':
    case 'note':
      return null;
  }
}
