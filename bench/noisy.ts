// One tenant that sends lists as fast as it can, beside another tenant and Plaid's webhooks. The other tenant's times
// alone and beside the noise take turns, round by round, so other work on the machine slows both.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTenant, storeApiKey } from '../db/tenants.ts';
import { caller } from '../dev/demo/call.ts';
import { devSecrets } from '../dev/dev-secrets.ts';
import { eachOf } from '../dev/each-of.ts';
import { allTenantScopes } from '../domain/scopes.ts';
import { create, type Gangway } from './gangway.ts';
import { quantile } from './median.ts';
import { say } from './say.ts';
import { startServer } from './server-process.ts';
import { createSigner, type Signer } from './signed-webhooks.ts';
import { withGangway } from './with-gangway.ts';

/** Cases of the noisy tenant that wait in Link, so that a page of the longest list has a token to open in each. */
const listed = 100;
const pauseMs = 20;
const quietCases = 5;

type Given = { rounds?: string; connections?: string; seconds?: string; limits?: string };
type Times = Record<'read' | 'create' | 'webhook', number[]>;
type Sides = Record<'alone' | 'beside', Times>;

export async function benchNoisy(stop: AbortSignal, given: Given): Promise<void> {
  const rounds = Number(given.rounds ?? 3);
  const connections = Number(given.connections ?? 200);
  const seconds = Number(given.seconds ?? 10);
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  try {
    await withGangway(home, say, async (gangway) => {
      const signer = await createSigner();
      const server = await startServer(
        new URL('door-main.ts', import.meta.url),
        {
          DATABASE_URL: gangway.addresses.database_url,
          BENCH_PUBLIC_KEY: JSON.stringify(signer.publicKey),
          BENCH_LIMITS: given.limits ?? 'on',
          PLAID_BASE_URL: gangway.addresses.plaid,
          TEMPORAL_ADDRESS: gangway.addresses.temporal_address,
          GANGWAY_VAULT_KEYS: (await devSecrets(join(home, 'gangway'))).GANGWAY_VAULT_KEYS,
        },
        home,
      );
      try {
        await compare(gangway, server.port, signer, { rounds, connections, seconds }, stop);
      } finally {
        await server.end();
      }
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

type Plan = { rounds: number; connections: number; seconds: number };

async function compare(gangway: Gangway, port: number, signer: Signer, plan: Plan, stop: AbortSignal): Promise<void> {
  const noisyKey = await tenantWithKey(gangway, 'noisy');
  const noisy = caller('the API', gangway.addresses.api, { authorization: `Bearer ${noisyKey}` }, say);
  const users = Array.from({ length: listed }, (_, at) => `listed-${at}`);
  await eachOf(users, 4, async (user) => void (await create(noisy, user)));
  const ids: string[] = [];
  for (let at = 0; at < quietCases; at++) ids.push(await create(gangway.api, `quiet-${at}`));
  const key = gangway.addresses.api_key;
  const measure = () => quiet({ port, key, ids, signer }, plan.seconds * 1000, stop);
  await measure();
  const sides: Sides = { alone: none(), beside: none() };
  let sent: Sent = {};
  for (let round = 0; round < plan.rounds; round++) {
    add(sides.alone, await measure());
    const noise = await startNoise(port, noisyKey, plan.connections);
    add(sides.beside, await measure());
    sent = sum(sent, await noise.end());
  }
  report(sides, sent, plan);
}

const none = (): Times => ({ read: [], create: [], webhook: [] });

function add(to: Times, more: Times): void {
  for (const what of ['read', 'create', 'webhook'] as const) to[what].push(...more[what]);
}

async function tenantWithKey({ db }: Gangway, tenantId: string): Promise<string> {
  await createTenant(db, { id: tenantId, name: tenantId });
  const id = randomBytes(4).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const secretHash = createHash('sha256').update(secret).digest();
  await storeApiKey(db, { id, tenantId, secretHash, name: 'bench', scopes: allTenantScopes });
  return `gw_${id}_${secret}`;
}

type Quiet = { port: number; key: string; ids: string[]; signer: Signer };

/** Sends one request of each kind after the other, with pauses, as a tenant that has little to do. */
async function quiet({ port, key, ids, signer }: Quiet, forMs: number, stop: AbortSignal): Promise<Times> {
  const agent = new Agent({ keepAlive: true });
  const times = none();
  const headers = { Authorization: `Bearer ${key}` };
  const webhooks = (await signer.sign(Math.ceil(forMs / pauseMs))).values();
  const timed = async (what: keyof Times, wanted: number, asked: Asked) => {
    const from = performance.now();
    const status = await answerTo(port, agent, asked);
    if (status !== wanted) throw new Error(`A ${what} of the quiet tenant got ${status} instead of ${wanted}.`);
    times[what].push(performance.now() - from);
    await delay(pauseMs);
  };
  const body = (user: string) => ({
    user_id: user,
    applicant: { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' },
    funding: { rail: 'ach', direction: 'credit', amount: '25.00' },
  });
  try {
    for (const from = performance.now(); performance.now() - from < forMs; ) {
      stop.throwIfAborted();
      const id = ids[times.read.length % ids.length];
      await timed('read', 200, { method: 'GET', path: `/v1/onboardings/${id}`, headers });
      const webhook = webhooks.next().value;
      if (webhook) {
        const signed = { 'Content-Type': 'application/json', 'Plaid-Verification': webhook.token };
        await timed('webhook', 200, { method: 'POST', path: '/plaid/webhooks', headers: signed, body: webhook.body });
      }
      if (times.read.length % 4 !== 0) continue;
      const keyed = { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
      const json = Buffer.from(JSON.stringify(body(`quiet-${randomUUID().slice(0, 8)}`)));
      await timed('create', 201, { method: 'POST', path: '/v1/onboardings', headers: keyed, body: json });
    }
    return times;
  } finally {
    agent.destroy();
  }
}

type Asked = { method: string; path: string; headers: Record<string, string>; body?: Buffer };

function answerTo(port: number, agent: Agent, { method, path, headers, body }: Asked): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const length = body && { 'Content-Length': `${body.length}` };
    const options = { host: '127.0.0.1', port, path, method, agent, headers: { ...headers, ...length } };
    const sent = request(options, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Answers by status. */
type Sent = Record<string, number>;

const sum = (a: Sent, b: Sent): Sent =>
  Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((k) => [k, (a[k] ?? 0) + (b[k] ?? 0)]));

/** The noise has a process of its own, so that the client that measures is not late itself. */
async function startNoise(port: number, key: string, connections: number) {
  const child: ChildProcess = fork(new URL('noise-main.ts', import.meta.url), [`${port}`, `${connections}`], {
    env: { ...process.env, BENCH_KEY: key },
  });
  await once(child, 'message');
  return {
    end: async (): Promise<Sent> => {
      const said = once(child, 'message');
      child.send('end');
      const [sent] = (await said) as [Sent];
      await once(child, 'exit');
      return sent;
    },
  };
}

function report({ alone, beside }: Sides, sent: Sent, { rounds, connections, seconds }: Plan): void {
  const answered = Object.entries(sent).map(([status, count]) => `${count} × ${status}`);
  say(
    `${rounds} rounds of ${seconds} s alone and ${seconds} s beside ${connections} connections of another tenant, which ` +
      `list 100 cases without a pause and were answered ${answered.join(', ')}.`,
  );
  say(
    `${''.padEnd(10)}${'alone p50'.padStart(12)}${'p99 ms'.padStart(10)}${'beside p50'.padStart(12)}${'p99 ms'.padStart(10)}`,
  );
  for (const what of ['read', 'create', 'webhook'] as const) {
    const figures = [alone[what], beside[what]].flatMap((times) => [quantile(times, 0.5), quantile(times, 0.99)]);
    const [, aloneP99 = Number.NaN, , besideP99 = Number.NaN] = figures;
    const columns = figures.map((figure, at) => figure.toFixed(1).padStart(at % 2 ? 10 : 12)).join('');
    say(`${what.padEnd(10)}${columns}   beside / alone, p99: ${(besideP99 / aloneP99).toFixed(2)}`);
  }
}
