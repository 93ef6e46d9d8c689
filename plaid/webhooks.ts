// The catalog of Plaid's webhooks: the meaning of each kind, the fields of its body that we read, and our reaction. A
// webhook is a hint: it wakes a read of the authoritative data, so a wrong, doubled or late one does no harm. To add a
// kind, add an entry and its test. Source: https://plaid.com/docs/api/webhooks and the products' own pages.

import { z } from 'zod';
import { dataWebhooks } from './webhooks/data.ts';
import type { Entry, Reaction } from './webhooks/entry.ts';
import { itemWebhooks } from './webhooks/item.ts';
import { linkWebhooks } from './webhooks/link.ts';
import { moneyWebhooks } from './webhooks/money.ts';
import { peopleWebhooks } from './webhooks/people.ts';

export type { Reaction } from './webhooks/entry.ts';

export const catalog = { ...linkWebhooks, ...itemWebhooks, ...peopleWebhooks, ...moneyWebhooks, ...dataWebhooks };

const entries = new Map<string, Entry>(Object.entries(catalog));
/** Printable like `id`, because both become columns. */
const name = z.string().regex(/^[\x20-\x7e]{1,100}$/);
const head = z.object({ webhook_type: name, webhook_code: name });

/** Never throws: a kind that we do not know, or a body that we cannot read, becomes a note. */
export function reactionTo(body: unknown): { type: string; code: string; reaction: Reaction } {
  const parsed = head.safeParse(body);
  if (!parsed.success) {
    return {
      type: 'unknown',
      code: 'unknown',
      reaction: { do: 'note', why: 'it has no webhook_type and webhook_code' },
    };
  }
  const { webhook_type: type, webhook_code: code } = parsed.data;
  const known = entries.get(`${type}.${code}`);
  return { type, code, reaction: known?.react(body) ?? { do: 'note', why: 'the catalog has no such kind' } };
}
