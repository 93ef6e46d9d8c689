// The door over real HTTP, as Plaid reaches it, with a key of its own and any deliveries.
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Pool } from '../../../db/pool.ts';
import { createVerifier } from '../../../plaid/signature.ts';
import { startApi, type TestApi } from './api.ts';
import { type WebhookSigner, webhookSigner } from './signed-webhook.ts';

export type Door = TestApi & {
  signer: WebhookSigner;
  /** Sends a delivery, by default signed now. */
  deliver: (body: string | Buffer, token?: string | string[] | null) => Promise<DoorAnswer>;
};
export type DoorAnswer = { status: number | 'cut'; body: string; retryAfter?: string | undefined };

/** `keyTakesMs`: how long Plaid takes to answer with the key. */
export async function openDoor(
  pool: Pool,
  { keyTakesMs = 0, ...parts }: Parameters<typeof startApi>[1] & { keyTakesMs?: number } = {},
): Promise<Door> {
  const signer = await webhookSigner();
  const readKey: typeof signer.readKey = async (kid) => {
    await setTimeout(keyTakesMs);
    return signer.readKey(kid);
  };
  const api = await startApi(pool, { verify: createVerifier({ readKey }), ...parts });
  const deliver: Door['deliver'] = async (body, token) =>
    post(api.address, body, token === undefined ? await signer.sign(body.toString()) : token);
  return { ...api, signer, deliver };
}

/** Does not use fetch, which cannot send a header twice. Returns `cut` when the connection ends before an answer. */
function post(address: string, body: string | Buffer, token: string | string[] | null): Promise<DoorAnswer> {
  return new Promise((resolve) => {
    const headers = token === null ? {} : { 'Plaid-Verification': token };
    const sent = request(`${address}/plaid/webhooks`, { method: 'POST', headers }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode ?? 0, body: text, retryAfter: response.headers['retry-after'] });
    });
    sent.on('error', () => resolve({ status: 'cut', body: '' })).end(body);
  });
}

type Counter = {
  get: () => Promise<{ values: { labels: Partial<Record<string, string | number>>; value: number }[] }>;
};

/** Returns the sum of a counter over all series with these labels. */
export async function counted(counter: Counter, labels: Record<string, string>): Promise<number> {
  const { values } = await counter.get();
  const wanted = values.filter((one) => Object.entries(labels).every(([name, value]) => one.labels[name] === value));
  return wanted.reduce((sum, { value }) => sum + value, 0);
}
