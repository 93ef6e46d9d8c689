import { linkTokenHash } from '../../db/link-sessions.ts';
import type { RouteKey } from '../../db/routes.ts';
import type { Reaction } from '../../plaid/webhooks.ts';

/** Which of Plaid's ids says whose webhook it is. Null where it concerns no single case. */
export function routeOf(reaction: Reaction): RouteKey | null {
  switch (reaction.do) {
    case 'tell':
    case 'read':
    case 'readRefunds':
      return reaction.route;
    case 'finishLink':
    case 'keepLinkEvents':
      return { kind: 'link_token', id: linkTokenHash(reaction.linkToken) };
    case 'drain':
    case 'note':
      return null;
  }
}
