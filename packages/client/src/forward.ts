// Sends a notification to a local address, signed as Gangway signs those that it sends to endpoints.
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { reasonOf } from './reason-of.ts';
import type { Schemas } from './schemas.ts';

const answerMs = 15_000;

/** The same for the same key, so that a product keeps its setting when `listen` starts again. */
export const secretFor = (apiKey: string): string =>
  `whsec_${createHmac('sha256', apiKey).update('gangway listen').digest('base64')}`;

/** Returns the status of the answer, or why there was none. */
export async function forward(url: string, secret: string, notification: Schemas['Notification']): Promise<string> {
  const { id, type, timestamp, data } = notification;
  const body = JSON.stringify({ type, timestamp, data });
  const now = new Date();
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Gangway',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  const redirect = 'manual';
  try {
    const signal = AbortSignal.timeout(answerMs);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect, signal });
    await answer.body?.cancel();
    return String(answer.status);
  } catch (error) {
    return `no answer (${reasonOf(error)})`;
  }
}
