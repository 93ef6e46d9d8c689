// The parts of an entry of the catalog.

import { z } from 'zod';
import type { ItemChange } from '../../domain/bank/item.ts';
import type { Feed } from '../../domain/feed.ts';
import { plaidId } from '../../domain/plaid-id.ts';
import { Secret } from '../../domain/secret.ts';

export type Reaction =
  /** Signal the case to which the id belongs. */
  | { do: 'signal'; plaidId: Subject; message: CaseSignal }
  /** The applicant finished or left Link. */
  | { do: 'finishLink'; linkToken: Secret; publicTokens: Secret[]; status: 'success' | 'exited' }
  /** Keep the applicant's steps in Link on the case's timeline. */
  | { do: 'keepLinkEvents'; linkToken: Secret; events: LinkEvent[] }
  /** Wake a feed. */
  | { do: 'drain'; feed: Feed }
  /** Read the data that the tenant asked for. */
  | { do: 'read'; product: 'transactions'; plaidId: { kind: 'item'; id: string } }
  /** Read a report, by its id at Plaid; `error` is Plaid's code of its failure. */
  | { do: 'read'; product: 'report'; plaidId: { kind: 'report'; id: string }; error: string | null }
  /** Read the refunds of the payment that have not ended. */
  | { do: 'readRefunds'; plaidId: { kind: 'payment'; id: string } }
  /** Keep it and do nothing. */
  | { do: 'note'; why: string };

/** For `report` the id may also be that of a user at Plaid. */
export type Subject = { kind: 'item' | 'identity_verification' | 'payment' | 'report'; id: string };
export type CaseSignal =
  | {
      signal: 'itemChanged';
      change: ItemChange;
      /** The accounts that it concerns; null for the whole Item. */
      accountIds: string[] | null;
      /** When the consent ends; null if Plaid gives no date. */
      at: Date | null;
    }
  | { signal: 'identityVerificationChanged' }
  | { signal: 'paymentChanged' };
/** Names and times only, without the texts and choices of the applicant. */
export type LinkEvent = { id: string; name: string; at: Date };

export type Entry = {
  /** For people: the event, and our reaction. */
  meaning: string;
  /** Never throws: a body that does not fit becomes a note. */
  react: (body: unknown) => Reaction;
};

/** Schemas are loose: Plaid adds fields, and we demand only the fields that the reaction needs. */
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

/** Makes an entry that needs no field of the body. */
export const always = (meaning: string, reaction: Reaction): Entry =>
  entry({ meaning, body: z.unknown(), react: () => reaction });

export const id = z.string().regex(plaidId);
export const secret = id.transform((value) => new Secret(value));
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
