// Fills PostgreSQL with many cases, and measures how much room they take, and how fast the API lists cases among them.
// Then measures the room that finished cases take in Temporal.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from '../db/pool.ts';
import { cpuSecondsOf } from '../dev/cpu-seconds.ts';
import type { Call } from '../dev/demo/call.ts';
import { eachOf } from '../dev/each-of.ts';
import { create, type Gangway } from './gangway.ts';
import { caseLoader } from './load-cases.ts';
import { say } from './say.ts';
import { growTemporal } from './temporal-growth.ts';
import { withGangway } from './with-gangway.ts';

/** Cases that Gangway takes to their end, to be copied; and so many copies a day. */
const finished = 8;
const perDay = 100;
/** Copies of a case that waits for its applicant. */
const open = 500;
/** Real cases with a Link token to decrypt, on the first page of the list. */
const listed = 100;
const lists = 40;
/** Real cases that Gangway takes to their end for Temporal's bytes, twice. */
const ended = 100;

export async function benchGrowth(stop: AbortSignal, given: { count?: string }): Promise<void> {
  const count = Number(given.count ?? 100_000);
  const copies = Math.ceil(count / finished);
  if (!Number.isInteger(count) || copies <= open) throw new Error(`--count is a whole number above ${finished * open}`);
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  try {
    await withGangway(join(home, 'postgres'), say, async (gangway, { pids }) => {
      await load(gangway, copies, () => cpuSecondsOf(pids.postgres), stop);
      await sayBytes(gangway.db, copies * finished);
      const users = Array.from({ length: listed }, (_, at) => `listed-${at}`);
      await eachOf(users, 4, async (user) => void (await create(gangway.api, user)));
      for (const query of ['', '&stage=in_review', '&stage=closed', '&outcome=rejected', '&user_id=growth-1'])
        await sayLists(gangway.api, `/v1/onboardings?limit=100${query}`, stop);
    });
    await growTemporal(join(home, 'temporal'), ended, say, stop);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function load({ db, api, onboard }: Gangway, copies: number, processor: () => number, stop: AbortSignal) {
  await onboard('growth', finished, 4);
  const loadFinished = await caseLoader(db, { perDay: perDay / finished });
  await create(api, 'open-1');
  const loadAll = await caseLoader(db, { perDay: perDay / finished });
  say(`${finished} cases are at their end, and one waits for its applicant; copying them`);
  const [from, used] = [performance.now(), processor()];
  const report = (copied: number) => {
    stop.throwIfAborted();
    say(`${(copied * finished).toLocaleString('en')} cases`);
  };
  await loadAll(1, open);
  await loadFinished(open + 1, copies, report);
  const seconds = (performance.now() - from) / 1000;
  say(`loaded in ${seconds.toFixed(0)} s, with ${(processor() - used).toFixed(0)} s of the processor in PostgreSQL`);
}

async function sayBytes(db: Pool, cases: number): Promise<void> {
  const { rows } = await db.query<{ name: string; heap: number; indexes: number }>(
    `select relname as name, pg_table_size(oid)::float8 as heap, pg_indexes_size(oid)::float8 as indexes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace order by pg_total_relation_size(oid) desc`,
  );
  const each = (bytes: number) => Math.round(bytes / cases);
  const sum = rows.reduce((total, { heap, indexes }) => total + heap + indexes, 0);
  say(`${each(sum)} bytes a case, before retention; rows and indexes:`);
  for (const { name, heap, indexes } of rows) {
    if (each(heap + indexes) > 10) say(`  ${name} ${each(heap)} ${each(indexes)}`);
  }
}

async function sayLists(api: Call, path: string, stop: AbortSignal): Promise<void> {
  await api('GET', path);
  const from = performance.now();
  for (let n = 0; n < lists; n++) {
    stop.throwIfAborted();
    await api('GET', path);
  }
  say(`${(lists / ((performance.now() - from) / 1000)).toFixed(1)} a second: GET ${path}`);
}
