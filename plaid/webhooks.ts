// The catalog of Plaid's webhooks: what each kind means, what of its body we read, and what it makes us do. A webhook is
// a hint: it wakes a read of what is authoritative, so a wrong, doubled or late one does no harm. To add a kind, add an
// entry and its test. Source: https://plaid.com/docs/api/webhooks and the products' own pages.

import { z } from 'zod';
import type { Feed } from '../domain/feed.ts';
import { Secret } from '../domain/secret.ts';

export type Reaction =
  /** Tell the case to which this Item belongs. */
  | { do: 'tell'; route: { kind: 'item'; id: string }; signal: 'itemChanged'; change: 'broken' | 'repaired' }
  /** The person is done with Link, one way or the other. */
  | { do: 'finishLink'; linkToken: Secret; publicTokens: Secret[]; status: 'success' | 'exited' }
  /** Wake a feed. */
  | { do: 'drain'; feed: Feed }
  /** Keep it and do nothing. */
  | { do: 'note'; why: string };

export type Entry = {
  /** For people: what has happened and what we do about it. */
  meaning: string;
  /** Rejects nothing: a body that does not fit becomes a note. */
  react: (body: unknown) => Reaction;
};

/** Schemas are loose: Plaid adds fields, and of the rest we demand only what the reaction needs. */
function entry<Body extends z.ZodType>(definition: {
  meaning: string;
  body: Body;
  react: (body: z.output<Body>) => Reaction;
}): Entry {
  return {
    meaning: definition.meaning,
    react: (body) => {
      const parsed = definition.body.safeParse(body);
      if (parsed.success) return definition.react(parsed.data);
      const paths = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'body'))];
      return { do: 'note', why: `the body is not what we expect at: ${paths.join(', ')}` };
    },
  };
}

const id = z.string().min(1).max(200);
const secret = id.transform((value) => new Secret(value));

export const catalog = {
  'LINK.SESSION_FINISHED': entry({
    meaning:
      'The person finished or left a hosted Link session: its case takes the public token, or keeps waiting for them.',
    body: z.object({
      link_token: secret,
      // Plaid's pages write it in capitals, its OpenAPI examples do not.
      status: z
        .string()
        .transform((status) => status.toLowerCase())
        .pipe(z.enum(['success', 'exited'])),
      public_token: secret.nullish(),
      public_tokens: z.array(secret).nullish(),
    }),
    react: ({ link_token, status, public_token, public_tokens }) => ({
      do: 'finishLink',
      linkToken: link_token,
      publicTokens: public_tokens?.length ? public_tokens : public_token ? [public_token] : [],
      status,
    }),
  }),
  'ITEM.ERROR': entry({
    meaning:
      'The Item broke, mostly because its login did: its case notes it; the next step that meets it asks for the repair.',
    body: z.object({ item_id: id }),
    react: ({ item_id }) => ({
      do: 'tell',
      route: { kind: 'item', id: item_id },
      signal: 'itemChanged',
      change: 'broken',
    }),
  }),
  'ITEM.LOGIN_REPAIRED': entry({
    meaning:
      'The Item works again, repaired elsewhere (not told after our own repair): a case that waits for it goes on.',
    body: z.object({ item_id: id }),
    react: ({ item_id }) => ({
      do: 'tell',
      route: { kind: 'item', id: item_id },
      signal: 'itemChanged',
      change: 'repaired',
    }),
  }),
  'TRANSFER.TRANSFER_EVENTS_UPDATE': entry({
    meaning: 'There are new transfer events. The body is always the same and names none: the feed reads them.',
    body: z.unknown(),
    react: () => ({ do: 'drain', feed: 'transfer' }),
  }),
  'BANK_TRANSFERS.BANK_TRANSFERS_EVENTS_UPDATE': entry({
    meaning:
      'Micro-deposits were sent, failed or came back. The body is always the same and names none: their feed reads them.',
    body: z.unknown(),
    react: () => ({ do: 'drain', feed: 'bank-transfer' }),
  }),
} satisfies Record<`${string}.${string}`, Entry>;

const entries = new Map<string, Entry>(Object.entries(catalog));
const head = z.object({
  webhook_type: z.string().min(1).max(100),
  webhook_code: z.string().min(1).max(100),
});

/** Never throws: what we do not know or cannot read is noted. */
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
