// Webhooks that keep coming, at a steady rate and whatever becomes of those before, signed by the simulated Plaid's key.
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import type { Pool } from '../../db/pool.ts';
import { until } from '../../dev/until.ts';
import type { RunningStack } from './running-stack.ts';

export type Delivery = { kind: string; text: string; token: string; hash: string };
export type Answered = Delivery & { status: number | 'no answer'; seconds: number };
export type Load = {
  /** In the order of the answers. */
  answered: Answered[];
  /** Resolves when so many more are acknowledged. */
  acknowledged: (more: number) => Promise<void>;
  /** Sends no more. Resolves when all is answered. */
  stop: () => Promise<void>;
};

/** Plaid hangs up after ten seconds. Longer, so that a late answer is seen to be one. */
const patienceMs = 15_000;

/** `next` gives each its kind, a name for the test, and its body, to which a nonce is added. */
export async function startLoad(
  { addresses, home }: RunningStack,
  perSecond: number,
  next: (n: number) => { kind: string; body: object },
): Promise<Load> {
  const sign = await simulatorsSignature(home);
  const answered: Answered[] = [];
  const underWay = new Set<Promise<void>>();

  async function send(n: number): Promise<void> {
    const { kind, body } = next(n);
    const text = JSON.stringify({ ...body, environment: 'sandbox', nonce: randomUUID() }, null, 2);
    answered.push(await deliver(addresses.api, { kind, text, token: await sign(text), hash: sha256(text) }));
  }

  let count = 0;
  const sending = setInterval(() => {
    const one = send(count++).finally(() => underWay.delete(one));
    underWay.add(one);
  }, 1000 / perSecond);
  const acknowledgedSoFar = () => answered.filter(({ status }) => status === 200).length;
  return {
    answered,
    async acknowledged(more) {
      const wanted = acknowledgedSoFar() + more;
      if (await until(async () => acknowledgedSoFar() >= wanted, { seconds: 60 })) return;
      throw new Error(`${acknowledgedSoFar()} of ${count} deliveries are acknowledged, and ${wanted} should be`);
    },
    async stop() {
      clearInterval(sending);
      await Promise.all(underWay);
    },
  };
}

/** Never rejects: a sender hears of a status, or of nothing. */
export async function deliver(api: string, delivery: Delivery): Promise<Answered> {
  const began = performance.now();
  const status = await fetch(`${api}/plaid/webhooks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Plaid-Verification': delivery.token },
    body: delivery.text,
    signal: AbortSignal.timeout(patienceMs),
  }).then(
    async (answer) => {
      await answer.text();
      return answer.status;
    },
    () => 'no answer' as const,
  );
  return { ...delivery, status, seconds: (performance.now() - began) / 1000 };
}

export type KeptRow = {
  id: string;
  hash: string;
  status: string;
  result: string | null;
  /** From its receipt until nothing was left to do for it, in seconds. */
  took: number | null;
};

/** The rows that keep these deliveries, in their order. */
export async function rowsOf(pool: Pool, deliveries: Delivery[]): Promise<KeptRow[]> {
  const { rows } = await pool.query<KeptRow>(
    `select id::text, encode(body_hash, 'hex') as hash, status, result,
       extract(epoch from done_at - received_at)::float as took
     from webhooks where encode(body_hash, 'hex') = any($1) order by webhooks.id`,
    [deliveries.map(({ hash }) => hash)],
  );
  return rows;
}

/** What signs them never leaves the simulated Plaid, but for the file that it keeps its state in. */
async function simulatorsSignature(home: string): Promise<(text: string) => Promise<string>> {
  const { webhooks } = JSON.parse(await readFile(join(home, 'simulator.json'), 'utf8'));
  const { kid, privateKey } = webhooks.keys[0];
  const key = await importJWK(privateKey, 'ES256');
  return (text) =>
    new SignJWT({ request_body_sha256: sha256(text) })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuedAt()
      .sign(key);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
