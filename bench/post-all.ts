// The client: so many connections, each with one request under way. Node's own, because every millisecond of a richer
// client is taken from the servers, which share the cores with it.
import { Agent, request } from 'node:http';
import type { SignedWebhook } from './signed-webhooks.ts';

export type Target = { name: string; port: number };
export type Round = { rate: number; tookMs: number[] };

const answerWithinMs = 10_000;
const roundWithinMs = 60_000;

/** Rejects if one delivery is not answered 200: a rate that lost something is no rate. */
export async function postAll(
  { name, port }: Target,
  webhooks: SignedWebhook[],
  connections: number,
  stop: AbortSignal,
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tookMs: number[] = [];
  const began = performance.now();
  const left = webhooks.values();
  const sender = async () => {
    for (const webhook of left) {
      stop.throwIfAborted();
      const sent = performance.now();
      if (sent - began > roundWithinMs) throw new Error(`${name}: a round took more than ${roundWithinMs / 1000} s.`);
      const status = await post(port, agent, webhook);
      if (status !== 200) throw new Error(`${name}: a delivery was answered ${status} instead of 200.`);
      tookMs.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, sender));
    return { rate: (webhooks.length / (performance.now() - began)) * 1000, tookMs };
  } finally {
    agent.destroy();
  }
}

function post(port: number, agent: Agent, { body, token }: SignedWebhook): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'Plaid-Verification': token,
    };
    const path = '/plaid/webhooks';
    const options = { host: '127.0.0.1', port, path, method: 'POST', agent, headers, timeout: answerWithinMs };
    const sent = request(options, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode));
    });
    sent.once('timeout', () => sent.destroy(new Error(`No answer within ${answerWithinMs / 1000} s.`)));
    sent.once('error', reject);
    sent.end(body);
  });
}
