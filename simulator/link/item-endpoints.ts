// An Item's life as the client sees it: exchanged, read, removed.
import type { ItemGetResponse, ItemPublicTokenExchangeResponse, ItemRemoveResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput } from '../errors.ts';
import { tellStory } from './bank-events.ts';
import { showItem } from './items.ts';
import { findItem } from './state.ts';

export const publicTokenExchange = endpoint({
  path: '/item/public_token/exchange',
  request: z.strictObject({ public_token: z.string().min(1) }),
  respond: (world, asked): Answer<ItemPublicTokenExchangeResponse> => {
    const { link } = world.state;
    const token = link.public_tokens[asked.public_token];
    const item = token && link.items[token.item_id];
    if (!token || !item) throw invalidInput('INVALID_PUBLIC_TOKEN', 'could not find matching public token');
    token.asked += 1;
    world.changed();
    if (token.exchanged) {
      throw invalidInput('INVALID_PUBLIC_TOKEN', 'provided public token has already been exchanged');
    }
    if (Date.parse(token.expires_at) <= world.now().getTime()) {
      throw invalidInput(
        'INVALID_PUBLIC_TOKEN',
        'provided public token is expired. Public tokens expire 30 minutes after creation at which point they can no longer be exchanged',
      );
    }
    token.exchanged = true;
    // Only now: the webhook names an Item that the client is just learning of, and may overtake this answer.
    tellStory(world, item, 'exchange');
    return { access_token: item.access_token, item_id: item.item_id };
  },
});

export const itemGet = endpoint({
  path: '/item/get',
  request: z.strictObject({ access_token: z.string().min(1) }),
  respond: (world, asked): Answer<ItemGetResponse> => {
    const item = findItem(world, asked.access_token);
    return { item: { ...showItem(item), created_at: item.created_at }, status: null };
  },
});

export const itemRemove = endpoint({
  path: '/item/remove',
  request: z.strictObject({
    access_token: z.string().min(1),
    reason_code: z.string().nullish(),
    reason_note: z.string().max(512).nullish(),
  }),
  respond: (world, asked): Answer<ItemRemoveResponse> => {
    findItem(world, asked.access_token).removed = true;
    world.changed();
    return {};
  },
});
