// Items: an applicant's login at one bank.

import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { BankItem } from './gateway.ts';

const exchanged = z.object({ access_token: z.string(), item_id: z.string() });

/** A public token can be exchanged once, within 30 minutes. */
export async function exchangePublicToken(ask: Ask, token: Secret): Promise<{ accessToken: Secret; itemId: string }> {
  const answer = await ask({
    endpoint: '/item/public_token/exchange',
    answer: exchanged,
    send: (api, options) => api.itemPublicTokenExchange({ public_token: token.reveal() }, options),
  });
  return { accessToken: new Secret(answer.access_token), itemId: answer.item_id };
}

const item = z.object({
  item: z.object({
    item_id: z.string(),
    institution_id: z.string().nullish(),
    institution_name: z.string().nullish(),
    error: z.object({ error_code: z.string() }).nullish(),
  }),
});

export async function readItem(ask: Ask, accessToken: Secret): Promise<BankItem> {
  const answer = await ask({
    endpoint: '/item/get',
    item: accessToken,
    answer: item,
    send: (api, options) => api.itemGet({ access_token: accessToken.reveal() }, options),
  });
  return {
    itemId: answer.item.item_id,
    institution: answer.item.institution_name ?? answer.item.institution_id ?? null,
    institutionId: answer.item.institution_id ?? null,
    error: answer.item.error?.error_code ?? null,
  };
}

/**
 * Succeeds if the Item is gone already: this may be a retry, or the applicant revoked it. Never asks for a repair just
 * to remove an Item.
 */
export async function removeItem(ask: Ask, accessToken: Secret): Promise<void> {
  try {
    await ask({
      endpoint: '/item/remove',
      item: accessToken,
      answer: z.object({}),
      send: (api, options) => api.itemRemove({ access_token: accessToken.reveal() }, options),
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, requestId, repair } = error.detail;
    if (gone.includes(code)) return;
    if (!repair) throw error;
    throw new Failure('unavailable', error.message, { code, ...(requestId && { requestId }) });
  }
}

const gone = ['ITEM_NOT_FOUND', 'ITEM_CONCURRENTLY_DELETED', 'INVALID_ACCESS_TOKEN'];
