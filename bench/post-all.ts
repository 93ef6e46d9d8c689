// The client: a number of connections, each with one request under way. It is Node's own client, because it shares the
// cores with the servers, and a richer one would take processor time from them.
import { Agent, request } from 'node:http';
import type { SignedWebhook } from './signed-webhooks.ts';

export type Target = { name: string; port: number };
export type Round = { rate: number; tookMs: number[] };

const answerWithinMs = 10_000;
const roundWithinMs = 60_000;

/** Rejects if the server does not answer 200 to every delivery, because lost deliveries would make the rate wrong. */
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
      if (status !== 200) throw new Error(`${name} answered ${status} instead of 200 to a delivery.`);
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
