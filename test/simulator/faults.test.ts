import assert from 'node:assert/strict';
import { Products } from 'plaid';
import { linkTokenRequest, plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

describe('faults', () => {
  let simulator: RunningSimulator;
  beforeEach(async () => {
    simulator = await runSimulator();
  });
  afterEach(() => simulator.stop());

  const path = '/link/token/create';
  const call = () => simulator.plaid.linkTokenCreate(linkTokenRequest());
  async function ledger() {
    const answer = await fetch(`${simulator.origin}/simulator/ledger`);
    return (await answer.json()) as { faults: { fired: number; left: number }[]; exchanges: { times: number }[] };
  }

  it('answer with a status as often as the test asked, and count', async () => {
    await simulator.control('/faults', { path, kind: 'status', times: 2 });
    for (const _ of [1, 2]) {
      const error = await plaidError(call());
      assert.deepEqual([error.status, error.error_type, error.error_code], [500, 'API_ERROR', 'INTERNAL_SERVER_ERROR']);
    }
    assert.equal((await call()).status, 200);
    const [fault] = (await ledger()).faults;
    assert.deepEqual([fault?.fired, fault?.left], [2, 0]);
  });

  it('answer with the error type that belongs to their code', async () => {
    const families: [number, string, string][] = [
      [400, 'INSTITUTION_DOWN', 'INSTITUTION_ERROR'],
      [400, 'ITEM_LOGIN_REQUIRED', 'ITEM_ERROR'],
      [400, 'PRODUCT_NOT_READY', 'ITEM_ERROR'],
      [400, 'INVALID_ACCESS_TOKEN', 'INVALID_INPUT'],
      [400, 'UNKNOWN_FIELDS', 'INVALID_REQUEST'],
      [400, 'TRANSFER_LIMIT_REACHED', 'TRANSFER_ERROR'],
      [429, 'AUTH_LIMIT', 'RATE_LIMIT_EXCEEDED'],
      [503, 'PLANNED_MAINTENANCE', 'API_ERROR'],
    ];
    for (const [status, error_code, error_type] of families) {
      await simulator.control('/faults', { path, kind: 'status', status, error_code });
      const error = await plaidError(call());
      assert.deepEqual([error.status, error.error_code, error.error_type], [status, error_code, error_type]);
    }
  });

  it('cut the connection', async () => {
    await simulator.control('/faults', { path, kind: 'reset' });
    await assert.rejects(call(), { code: 'ECONNRESET' });
    assert.equal((await call()).status, 200);
  });

  it('hang until the caller gives up', async () => {
    await simulator.control('/faults', { path, kind: 'hang' });
    await assert.rejects(simulator.plaid.linkTokenCreate(linkTokenRequest(), { timeout: 100 }), {
      code: 'ECONNABORTED',
    });
    assert.equal((await ledger()).faults[0]?.fired, 1);
    assert.equal((await call()).status, 200);
  });

  it('answer late, and rightly', async () => {
    await simulator.control('/faults', { path, kind: 'slow', ms: 300 });
    await assert.rejects(simulator.plaid.linkTokenCreate(linkTokenRequest(), { timeout: 100 }), {
      code: 'ECONNABORTED',
    });
    await simulator.control('/faults', { path, kind: 'slow', ms: 1 });
    assert.equal((await call()).status, 200);
    assert.deepEqual(
      (await ledger()).faults.map(({ fired, left }) => [fired, left]),
      [
        [1, 0],
        [1, 0],
      ],
    );
  });

  it('do the work and then fail', async () => {
    const exchange = '/item/public_token/exchange';
    await simulator.control('/faults', { path: exchange, kind: 'commit_then_fail' });
    const { data } = await simulator.plaid.sandboxPublicTokenCreate({
      institution_id: 'ins_109508',
      initial_products: [Products.Auth],
    });
    const { public_token } = data;
    const lost = await plaidError(simulator.plaid.itemPublicTokenExchange({ public_token }));
    assert.equal(lost.error_code, 'INTERNAL_SERVER_ERROR');
    const again = await plaidError(simulator.plaid.itemPublicTokenExchange({ public_token }));
    assert.equal(again.error_code, 'INVALID_PUBLIC_TOKEN');
    assert.equal((await ledger()).exchanges[0]?.times, 2);
  });

  it('do the work and then hang', async () => {
    await simulator.control('/faults', { path, kind: 'commit_then_hang' });
    const unanswered = simulator.plaid.linkTokenCreate(linkTokenRequest(), { timeout: 100 });
    await assert.rejects(unanswered, { code: 'ECONNABORTED' });
    assert.equal((await ledger()).faults[0]?.fired, 1);
    assert.equal(Object.keys(simulator.world.state.link.tokens).length, 1);
  });

  const faults = async (path = '', method = 'GET') => {
    const answer = await fetch(`${simulator.origin}/simulator/faults${path}`, { method });
    const body = (await answer.json()) as { faults: { id: string; path: string; left: number }[]; error?: string };
    return { status: answer.status, ...body };
  };

  it('can be listed', async () => {
    await simulator.control('/faults', { path, kind: 'reset', times: 3 });
    await simulator.control('/faults', { path: '/item/get', kind: 'status' });
    const listed = (await faults()).faults.map(({ id, path, left }) => [id, path, left]);
    assert.deepEqual(listed, [
      ['fault-1', path, 3],
      ['fault-2', '/item/get', 1],
    ]);
  });

  it('can be ended, one of them or all', async () => {
    await simulator.control('/faults', { path, kind: 'status', times: 1000 });
    await simulator.control('/faults', { path, kind: 'status', times: 1000, error_code: 'PLANNED_MAINTENANCE' });
    await plaidError(call());
    assert.equal((await faults('/fault-1', 'DELETE')).faults[0]?.left, 0);
    assert.equal((await plaidError(call())).error_code, 'PLANNED_MAINTENANCE');
    assert.equal((await faults('', 'DELETE')).faults.length, 2);
    assert.equal((await call()).status, 200);
    assert.equal((await ledger()).faults[0]?.fired, 1);
    const unknown = await faults('/fault-9', 'DELETE');
    assert.deepEqual([unknown.status, unknown.error], [400, 'there is no fault fault-9']);
  });

  it('need a path that exists and a known kind', async () => {
    const wrongPath = await simulator.control('/faults', { path: '/link', kind: 'reset' });
    assert.equal(wrongPath.status, 400);
    assert.match(String(wrongPath.body.error), /path must be one of .*\/transfer\/create/);
    const wrongKind = await simulator.control('/faults', { path, kind: 'flood' });
    assert.equal(wrongKind.status, 400);
    assert.match(String(wrongKind.body.error), /commit_then_fail/);
  });
});
