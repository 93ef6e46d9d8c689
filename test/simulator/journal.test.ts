import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Products } from 'plaid';
import { freePort } from '../../dev/ports.ts';
import { advanceClock } from '../../simulator/clock.ts';
import { PlaidError } from '../../simulator/errors.ts';
import { happen } from '../../simulator/link/bank-events.ts';
import { breakLogin } from '../../simulator/link/items.ts';
import { linkRequest, playLink } from '../../simulator/link/scripted.ts';
import { itemOfUpdate } from '../../simulator/link/sessions.ts';
import { Refused } from '../../simulator/refused.ts';
import { scenarios } from '../../simulator/scenarios/index.ts';
import { createWorld, readState } from '../../simulator/state.ts';
import { openJournal, readJournal } from '../../simulator/store/journal.ts';
import {
  credentials,
  link,
  authorize as linkAndAuthorize,
  linkTokenRequest,
  runSimulator,
  sdk,
} from './running-simulator.ts';
import { authorize, call, create } from './simulated-bank.ts';

describe("the simulator's journal", () => {
  let home: string;
  let file: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'gangway-journal-'));
    file = join(home, 'simulator.json');
  });
  afterEach(() => rm(home, { recursive: true }));

  it('holds the bank exactly as memory does, after every story', async () => {
    const world = createWorld(file);
    for (const { username } of scenarios) {
      const client_user_id = `of-${username}`;
      call(world, '/link/token/create', linkTokenRequest({ user: { client_user_id }, hosted_link: {} }));
      const public_token = tried(() => playLink(world, linkRequest.parse({ client_user_id, username })))?.public_token;
      if (!public_token) continue;
      const { access_token, item_id } = call<Exchanged>(world, '/item/public_token/exchange', { public_token });
      const item = itemOfUpdate(world, item_id);
      const account_id = item.accounts[0]?.account_id ?? '';
      const linked = { access_token, account_id };
      tried(() => call(world, '/transactions/sync', { access_token }));
      const paid = tried(() => create(world, linked, authorize(world, linked).id));
      const refund = { transfer_id: paid?.id, amount: '1.00', idempotency_key: `refund/${username}` };
      tried(() => call(world, '/transfer/refund/create', refund));
      for (const event of [{ event: 'account_opened' }, { event: 'owner_renamed', owner: 'Grace Hopper' }] as const) {
        happen(world, item, event);
      }
      breakLogin(world, item);
      await world.saved();
    }
    for (let day = 0; day < 8; day += 1) advanceClock(world, { banking_days: 1 });
    await world.saved();
    assert.ok(world.state.transfer.events.length > 20);
    assert.deepEqual(plain(readState(file)), plain(world.state));
    await world.close();
  });

  it('grows by an answer as much at a bank of a thousand cases as at an empty one', async () => {
    const simulator = await runSimulator(file);
    const bytesOfOne = async () => {
      const before = await stat(file);
      const { access_token } = await link(simulator, 'user_good', { hosted_link: {} });
      await linkAndAuthorize(simulator, access_token);
      const after = await stat(file);
      // It is still the file of before, so its growth is the size of the new lines.
      assert.equal(after.ino, before.ino);
      return after.size - before.size;
    };
    const atFirst = await bytesOfOne();
    const { items, tokens } = simulator.world.state.link;
    const [item] = Object.values(plain(items));
    const [token] = Object.values(plain(tokens));
    for (let n = 0; n < 1000; n += 1) {
      const name = String(n).padStart(37, '0');
      Object.assign(items, { [name]: { ...item, item_id: name } });
      Object.assign(tokens, { [name]: { ...token, link_token: name } });
    }
    await simulator.world.saved();
    // The new lines differ only in the letters of random ids and in a digit of counters.
    assert.ok(Math.abs((await bytesOfOne()) - atFirst) < atFirst / 10);
    await simulator.stop();
  });

  it('ignores a last line that was cut short, and writes the next one after it', async () => {
    const first = createWorld(file);
    first.state.clockOffset = 5000;
    await first.close();
    await appendFile(file, '[[["clockOffset"],70');
    const second = createWorld(file);
    assert.equal(second.state.clockOffset, 5000);
    second.state.link.access.some_token = 'some_item';
    await second.close();
    assert.equal(readState(file).link.access.some_token, 'some_item');
    assert.equal(readState(file).clockOffset, 5000);
  });

  it('is refused if a line in the middle is damaged', async () => {
    await createWorld(file).close();
    await appendFile(file, '[[["clockOffset"],70\n[[["clockOffset"],5]]\n');
    assert.throws(() => readState(file), /is not a state of the simulator. Delete it/);
  });

  it('becomes one line again before it is much longer than the bank', async () => {
    const state = { texts: { a: '', b: 'kept' } };
    const journal = openJournal(file, state);
    let most = 0;
    for (let n = 0; n < 40; n += 1) {
      state.texts.a = String(n % 10).repeat(1_000_000);
      journal.write(state, [['texts', 'a']]);
      most = Math.max(most, (await stat(file)).size);
    }
    journal.close();
    assert.ok(most < 19_000_000);
    assert.deepEqual(readJournal(file), state);
  });

  it('keeps every change that was answered, and no half of one, when the process is killed', async () => {
    const port = await freePort();
    const process = await start(home, port);
    const plaid = sdk(`http://127.0.0.1:${port}`, credentials.secret);
    const killed = once(process, 'exit');
    const answered: string[] = [];
    const ask = async () => {
      for (;;) {
        const asked = { institution_id: 'ins_109508', initial_products: [Products.Auth] };
        const { public_token } = (await plaid.sandboxPublicTokenCreate(asked)).data;
        answered.push((await plaid.itemPublicTokenExchange({ public_token })).data.access_token);
        if (answered.length >= 20) process.kill('SIGKILL');
      }
    };
    await Promise.all([1, 2, 3, 4].map(() => assert.rejects(ask())));
    await killed;
    const { link: kept } = readState(file);
    for (const token of answered) assert.ok(kept.items[kept.access[token] ?? ''], 'an Item that was answered is kept');
    for (const { item_id, access_token } of Object.values(kept.items)) assert.equal(kept.access[access_token], item_id);
    for (const { item_id } of Object.values(kept.public_tokens)) assert.ok(kept.items[item_id]);
  });
});

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

type Exchanged = { access_token: string; item_id: string };

/** Null when the simulator refuses it, because the story ends earlier. */
function tried<Answer>(act: () => Answer): Answer | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof PlaidError || error instanceof Refused) return null;
    throw error;
  }
}

async function start(home: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import=tsx', 'simulator/main.ts'], {
    env: { PATH: process.env.PATH, GANGWAY_HOME: home, GANGWAY_SIMULATOR_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface(child.stdout);
  await once(lines, 'line');
  return child;
}
