// Link: the applicant's steps on the page. https://plaid.com/docs/api/link/#webhooks

import { z } from 'zod';
import { type Entry, entry, id, instant, secret } from './entry.ts';

/** A longer visit loses nothing: each delivery of a session repeats the earlier events. */
const mostEvents = 200;

export const linkWebhooks = {
  'LINK.SESSION_FINISHED': entry({
    meaning: 'The applicant finished or left a Link session: the case takes the public token, or goes on waiting.',
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
  'LINK.ITEM_ADD_RESULT': entry({
    meaning:
      'The applicant connected an Item in Link: the case takes the public token, whatever the browser does later.',
    body: z.object({ link_token: secret, public_token: secret }),
    react: ({ link_token, public_token }) => ({
      do: 'finishLink',
      linkToken: link_token,
      publicTokens: [public_token],
      status: 'success',
    }),
  }),
  'LINK.EVENTS': entry({
    meaning: "The applicant's steps in Link: the case's timeline keeps their names and times.",
    body: z.object({
      link_token: secret,
      events: z.array(
        z.object({ event_id: id, event_name: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/), timestamp: instant }),
      ),
    }),
    react: ({ link_token, events }) => ({
      do: 'keepLinkEvents',
      linkToken: link_token,
      events: events
        .slice(0, mostEvents)
        .map(({ event_id, event_name, timestamp }) => ({ id: event_id, name: event_name, at: timestamp })),
    }),
  }),
} satisfies Record<`LINK.${string}`, Entry>;
