// Sends webhooks at a steady rate, whatever the answers to earlier ones, signed by the simulated Plaid's key.
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import type { Pool } from '../../../db/pool.ts';
import { readState } from '../../../simulator/state.ts';
import { stopwatch } from '../lateness.ts';
import type { RunningStack } from '../stack/running-stack.ts';
import { until } from '../until.ts';

export type Delivery = { kind: string; text: string; token: string; hash: string };
/** `seconds`: the time until the answer, without the time in which sender and API waited for a processor. */
export type Answered = Delivery & { status: number | 'no answer'; seconds: number };
export type Load = {
  /** The deliveries in the order of their answers. */
  answered: Answered[];
  /** Resolves when this many more are acknowledged. */
  acknowledged: (more: number) => Promise<void>;
  /** Stops sending. Resolves when all are answered. */
  stop: () => Promise<void>;
};

/** Plaid hangs up after ten seconds. This is longer, so that a late answer shows as one. */
const patienceMs = 15_000;

/**
 * `next` returns the kind of each webhook, which only the test uses, and its body. The sender adds a nonce to the body.
 */
export async function startLoad(
  stack: RunningStack,
  perSecond: number,
  next: (n: number) => { kind: string; body: object },
): Promise<Load> {
  const sign = await simulatorsSignature(stack.home);
  const answered: Answered[] = [];
  const underWay = new Set<Promise<void>>();

  async function send(n: number): Promise<void> {
    const { kind, body } = next(n);
    const text = JSON.stringify({ ...body, environment: 'sandbox', nonce: randomUUID() }, null, 2);
    answered.push(await deliver(stack, { kind, text, token: await sign(text), hash: sha256(text) }));
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
      if (await until(async () => acknowledgedSoFar() >= wanted)) return;
      throw new Error(`${acknowledgedSoFar()} of ${count} deliveries are acknowledged, and ${wanted} should be`);
    },
    async stop() {
      clearInterval(sending);
      await Promise.all(underWay);
    },
  };
}

/** Never rejects, because a sender gets a status or no answer. */
export async function deliver({ addresses, pids }: RunningStack, delivery: Delivery): Promise<Answered> {
  const { api = 0 } = await pids();
  const seconds = stopwatch(['self', api]);
  const status = await fetch(`${addresses.api}/plaid/webhooks`, {
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
  return { ...delivery, status, seconds: seconds() };
}

export type KeptRow = {
  id: string;
  hash: string;
  status: string;
  result: string | null;
  /** The seconds from its receipt until the relay was done with it. */
  took: number | null;
};

/** Returns the rows of these deliveries, in their order. */
export async function rowsOf(pool: Pool, deliveries: Delivery[]): Promise<KeptRow[]> {
  const { rows } = await pool.query<KeptRow>(
    `select id::text, encode(body_hash, 'hex') as hash, status, result,
       extract(epoch from done_at - received_at)::float as took
     from webhooks where encode(body_hash, 'hex') = any($1) order by webhooks.id`,
    [deliveries.map(({ hash }) => hash)],
  );
  return rows;
}

/** Reads the signing key. It never leaves the simulated Plaid, except in the file of its state. */
async function simulatorsSignature(home: string): Promise<(text: string) => Promise<string>> {
  const { webhooks } = readState(join(home, 'simulator.json'));
  const { kid, privateKey } = webhooks.keys[0];
  const key = await importJWK(privateKey, 'ES256');
  return (text) =>
    new SignJWT({ request_body_sha256: sha256(text) })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuedAt()
      .sign(key);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
