import assert from 'node:assert/strict';
import { hasQuotaLeft } from '../../cases/quota.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { deliverAndHandle, fundCase } from '../support/cases/funded-case.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { countStatements, type Sent } from '../support/database/counted-statements.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { poolAs } from '../support/database/pool-as.ts';
import { type Door, openDoor } from '../support/http/door.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { until } from '../support/until.ts';

// A figure that grows fails here and needs a reason. A message carries one statement or several; it costs more than
// most of them. The relay looks for work with and without a case, so its looks are kept apart.
// Bytes are those of the rows, without indexes.
// Of the statements, one writes the audit of the request, and two seal it with all other rows of that second. The rows
// of the audit stay for another time than the case, so their bytes are kept apart.
// A column that is null costs bytes too: a row says in eights of columns which of them are.
// Tallies are sums over cases, and the relay merges their changes within seconds, so they are kept apart too.
const kept = { statements: 137, messages: 76, commits: 41, bytes: 8_192, bytesOfAudit: 400, bytesOfTallies: 1_400 };
const keptOfFirstTurn = { statements: 22, messages: 22, commits: 22 };
/** Each second, in each API process: one look for all that is due, and one for rows of the audit without a seal. */
const keptOfTurn = { statements: 2, messages: 2, commits: 2 };
// Updates that are not HOT: they write to every index of the table. They learn an id of Plaid's, change what a case is
// listed by, or end what a sweep looks for. One webhook is not of the case.
const keptNotHot: Record<string, number> = {
  ...{ onboardings: 3, link_sessions: 2, idempotency_keys: 1, authorizations: 1, webhooks: 3, transfer_events: 2 },
};

describe('the cost of a funded case in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: Pool;
  let sent: ReturnType<typeof countStatements>;
  let door: Door;
  const plaid = strictPlaid();
  before(async () => {
    database = await freshDatabase();
    pool = createPool(database.url);
    sent = countStatements(pool);
    door = await openDoor(pool, { plaid: { ...fakePlaid(), gateway: plaid.gateway } });
  });
  after(() => database.drop());

  let looks: Set<string>;
  it(`the first turn of a relay in vain stays within ${within(keptOfFirstTurn)}`, async () => {
    // It looks for everything, the next ones for some things only after a while.
    await door.relay.turn();
    const turn = sent.take();
    looks = new Set(turn.map(({ text }) => text));
    assertWithin(keptOfFirstTurn, sumOf(turn));
  });

  it(`the next turn in vain stays within ${within(keptOfTurn)}`, async () => {
    await door.relay.turn();
    assertWithin(keptOfTurn, sumOf(sent.take()));
  });

  it(`a case stays within ${within(kept)}`, async () => {
    // The installation's own keys, quotas and its feed are no cost of one case, and an API key notes its use once a
    // minute.
    await door.send('GET', '/v1/onboardings');
    await deliverAndHandle(door, { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'unknown' });
    for (const role of ['gangway_api', 'gangway_worker'] as const) await testVault.index(poolAs(pool, role), '');
    await hasQuotaLeft(pool, 'default', 'auth');
    await activitiesOn(pool, plaid).drainFeed('transfer');
    const before = await bytesStored();
    sent.take();
    await fundCase({ door, pool, plaid });
    const ofCase = sent.take().filter(({ text }) => !looks.has(text) || /^begin\b/.test(text) || text === 'commit');
    const after = await bytesStored();
    assertWithin(kept, {
      ...sumOf(ofCase),
      bytes: after.bytes - before.bytes,
      bytesOfAudit: after.bytesOfAudit - before.bytesOfAudit,
      bytesOfTallies: after.bytesOfTallies - before.bytesOfTallies,
    });
  });

  it('few updates of a case write to indexes too', async () => {
    await door.stop();
    // A connection reports its counts when it ends, at the latest.
    await pool.end();
    const counted = async () => {
      const { rows } = await database.pool.query<{ name: string; updates: number; notHot: number }>(
        `select relname as name, n_tup_upd as updates, n_tup_upd - n_tup_hot_upd as "notHot" from pg_stat_user_tables
         where n_tup_upd > n_tup_hot_upd`,
      );
      return rows;
    };
    let rows = await counted();
    const complete = async () => {
      rows = await counted();
      return rows.some(({ name, updates }) => name === 'webhooks' && updates === 3);
    };
    assert.ok(await until(complete), 'the counts never came');
    process.stdout.write(`      ${JSON.stringify(rows)}\n`);
    for (const { name, notHot } of rows) assert.ok(notHot <= (keptNotHot[name] ?? 0), `${notHot} updates of ${name}`);
  });

  async function bytesStored(): Promise<Record<'bytes' | 'bytesOfAudit' | 'bytesOfTallies', number>> {
    const { rows } = await database.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const stored = { bytes: 0, bytesOfAudit: 0, bytesOfTallies: 0 };
    for (const { name } of rows) {
      const sum = `select coalesce(sum(pg_column_size(t.*)), 0)::int as bytes from ${name} t`;
      const bytes = (await database.pool.query<{ bytes: number }>(sum)).rows[0]?.bytes ?? 0;
      if (name.startsWith('audit')) stored.bytesOfAudit += bytes;
      else stored[/^tall(ies|y)/.test(name) ? 'bytesOfTallies' : 'bytes'] += bytes;
    }
    return stored;
  }
});

const sumOf = (sent: Sent[]) => ({
  statements: sent.length,
  messages: sent.reduce((sum, { messages }) => sum + messages, 0),
  commits: sent.filter(({ commits }) => commits).length,
});

function within(figures: object): string {
  return Object.entries(figures)
    .map(([what, count]) => `${count} ${what}`)
    .join(' and ');
}

function assertWithin<K extends string>(kept: Record<K, number>, counted: Record<K, number>): void {
  process.stdout.write(`      ${within(counted)}\n`);
  for (const [what, most] of Object.entries<number>(kept)) {
    const count = counted[what as K];
    assert.ok(count > 0 && count <= most, `${count} ${what}`);
  }
}
