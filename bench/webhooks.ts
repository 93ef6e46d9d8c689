// The door beside a bare handler. They take turns, round by round, so other work on the machine slows both. Only their
// ratio within one run means something.
import { availableParallelism } from 'node:os';
import pg from 'pg';
import { freshDatabase } from './fresh-database.ts';
import { median, quantile } from './median.ts';
import { postAll, type Round, type Target } from './post-all.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { createSigner, type Signer } from './signed-webhooks.ts';

// While V8 and PostgreSQL warm up, the first rounds are a fifth slower.
const untimedRounds = 2;
const timedRounds = 5;
const perRound = 4_000;
const connections = 32;

type Side = { name: string; table: string; file: string };
const door: Side = { name: 'door', table: 'webhooks', file: 'door-main.ts' };
const bare: Side = { name: 'bare handler', table: 'bare_webhooks', file: 'bare-door-main.ts' };

type Pair = { door: Round; bare: Round };

const say = (line: string) => void process.stdout.write(`${line}\n`);

export async function benchWebhooks(stop: AbortSignal): Promise<void> {
  const signer = await createSigner();
  const database = await freshDatabase();
  const servers: ServerProcess[] = [];
  try {
    const start = async ({ name, file }: Side): Promise<Target> => {
      const env = { DATABASE_URL: database.url, BENCH_PUBLIC_KEY: JSON.stringify(signer.publicKey) };
      const server = await startServer(new URL(file, import.meta.url), env, database.folder);
      servers.push(server);
      return { name, port: server.port };
    };
    const targets = { door: await start(door), bare: await start(bare) };
    say(
      `${timedRounds} rounds each of ${perRound} signed webhooks over ${connections} connections, in turns, after ` +
        `${untimedRounds} untimed. Node ${process.versions.node}; ${availableParallelism()} cores for client, server and ` +
        "PostgreSQL. The door's relay is not running: the bare handler has none.",
    );
    for (let round = 0; round < untimedRounds; round++) await takeTurns(targets, signer, stop);
    const pairs: Pair[] = [];
    for (let round = 0; round < timedRounds; round++) pairs.push(await takeTurns(targets, signer, stop));
    await assertKept(database.url, (untimedRounds + timedRounds) * perRound);
    report(pairs);
  } finally {
    for (const server of servers) await server.end();
    await database.drop();
  }
}

/** Both get the same deliveries, signed before the timed part. */
async function takeTurns(targets: { door: Target; bare: Target }, signer: Signer, stop: AbortSignal): Promise<Pair> {
  const webhooks = await signer.sign(perRound);
  return {
    door: await postAll(targets.door, webhooks, connections, stop),
    bare: await postAll(targets.bare, webhooks, connections, stop),
  };
}

/** Throws unless each delivery is a row. `postAll` has thrown already if one was not answered 200. */
async function assertKept(url: string, sent: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const { name, table } of [door, bare]) {
      const { rows } = await client.query<{ kept: number }>(`select count(*)::int as kept from ${table}`);
      const kept = rows[0]?.kept;
      if (kept !== sent) throw new Error(`${name}: ${sent} deliveries were answered 200, but ${kept} rows are there.`);
    }
    say(`Each answered 200 to ${sent} of ${sent} deliveries and stored them, including the untimed rounds.`);
  } finally {
    await client.end();
  }
}

function report(pairs: Pair[]): void {
  const doors = pairs.map((pair) => pair.door);
  const bares = pairs.map((pair) => pair.bare);
  say(`\n${'side'.padEnd(14)}${'a second'.padStart(10)}${'p50 ms'.padStart(10)}${'p99 ms'.padStart(10)}   rounds`);
  say(lineOf(door.name, doors));
  say(lineOf(bare.name, bares));
  const ratio = median(ratesOf(doors)) / median(ratesOf(bares));
  const ratios = pairs.map((pair) => pair.door.rate / pair.bare.rate);
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  say(`\ndoor / bare handler: ${ratio.toFixed(2)} (pairs of rounds: ${range})`);
}

const ratesOf = (rounds: Round[]) => rounds.map(({ rate }) => rate);

function lineOf(name: string, rounds: Round[]): string {
  const rates = ratesOf(rounds);
  const took = rounds.flatMap(({ tookMs }) => tookMs);
  const figures = [median(rates).toFixed(0), quantile(took, 0.5).toFixed(1), quantile(took, 0.99).toFixed(1)];
  const each = rates.map((rate) => rate.toFixed(0)).join(' ');
  return `${name.padEnd(14)}${figures.map((figure) => figure.padStart(10)).join('')}   ${each}`;
}
