// The endpoints that exchange a public token, and read and remove an Item.
import type {
  ItemAccessTokenInvalidateResponse,
  ItemGetResponse,
  ItemPublicTokenExchangeResponse,
  ItemRemoveResponse,
  ItemWebhookUpdateResponse,
} from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput } from '../errors.ts';
import { newToken } from '../ids.ts';
import { playStory } from './bank-events.ts';
import { findItem } from './find.ts';
import { sendWebhook, showItem } from './items.ts';

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
    // Not earlier: the webhook names an Item that the caller learns from this answer. It may still arrive first.
    playStory(world, item, 'exchange');
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

export const itemWebhookUpdate = endpoint({
  path: '/item/webhook/update',
  request: z.strictObject({ access_token: z.string().min(1), webhook: z.url({ protocol: /^https?$/ }).nullish() }),
  respond: (world, asked): Answer<ItemWebhookUpdateResponse> => {
    const item = findItem(world, asked.access_token);
    item.webhook = asked.webhook ?? null;
    const body = { webhook_type: 'ITEM', webhook_code: 'WEBHOOK_UPDATE_ACKNOWLEDGED', error: null };
    sendWebhook(world, item, { ...body, new_webhook_url: item.webhook });
    world.changed();
    return { item: showItem(item) };
  },
});

export const itemAccessTokenInvalidate = endpoint({
  path: '/item/access_token/invalidate',
  request: z.strictObject({ access_token: z.string().min(1) }),
  respond: (world, asked): Answer<ItemAccessTokenInvalidateResponse> => {
    const item = findItem(world, asked.access_token);
    const { access } = world.state.link;
    delete access[item.access_token];
    item.access_token = newToken('access');
    access[item.access_token] = item.item_id;
    world.changed();
    return { new_access_token: item.access_token };
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
