// What an entry of the catalog is made of.

import { z } from 'zod';
import type { Feed } from '../../domain/feed.ts';
import type { ItemChange } from '../../domain/item.ts';
import { Secret } from '../../domain/secret.ts';

export type Reaction =
  /** Tell the case to which the id belongs. */
  | { do: 'tell'; route: Route; tell: Tell }
  /** The person is done with Link, one way or the other. */
  | { do: 'finishLink'; linkToken: Secret; publicTokens: Secret[]; status: 'success' | 'exited' }
  /** Keep on the case's timeline what the person did in Link. */
  | { do: 'keepLinkEvents'; linkToken: Secret; events: LinkEvent[] }
  /** Wake a feed. */
  | { do: 'drain'; feed: Feed }
  /** Read the data that the product asked for. */
  | { do: 'read'; product: 'transactions'; route: { kind: 'item'; id: string } }
  /** The same of a report, by its id at Plaid; `error` is why it failed. */
  | { do: 'read'; product: 'report'; route: { kind: 'report'; id: string }; error: string | null }
  /** Read the refunds of the payment that have not ended. */
  | { do: 'readRefunds'; route: { kind: 'payment'; id: string } }
  /** Keep it and do nothing. */
  | { do: 'note'; why: string };

export type Route = { kind: 'item' | 'identity_verification' | 'payment'; id: string };
export type Tell =
  | {
      signal: 'itemChanged';
      change: ItemChange;
      /** Whom it concerns; null where it is the whole Item. */
      accountIds: string[] | null;
      /** When the consent ends; null where Plaid does not say. */
      at: Date | null;
    }
  | { signal: 'identityVerificationChanged' }
  | { signal: 'paymentChanged' };
/** Names and times only: what Plaid adds of what the person typed or chose is left out. */
export type LinkEvent = { id: string; name: string; at: Date };

export type Entry = {
  /** For people: what has happened and what we do about it. */
  meaning: string;
  /** Rejects nothing: a body that does not fit becomes a note. */
  react: (body: unknown) => Reaction;
};

/** Schemas are loose: Plaid adds fields, and of the rest we demand only what the reaction needs. */
export function entry<Body extends z.ZodType>(definition: {
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

/** An entry that needs nothing of the body. */
export const always = (meaning: string, reaction: Reaction): Entry =>
  entry({ meaning, body: z.unknown(), react: () => reaction });

/** What Plaid's ids are made of, and what every store of ours can hold: PostgreSQL takes no NUL. */
export const id = z.string().regex(/^[\x20-\x7e]{1,200}$/);
export const secret = id.transform((value) => new Secret(value));
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
