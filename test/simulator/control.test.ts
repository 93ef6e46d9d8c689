import assert from 'node:assert/strict';
import { easternDate, isBankingDay } from '../../simulator/banking-days.ts';
import { link, linkTokenRequest, type RunningSimulator, runSimulator } from './running-simulator.ts';

describe('the control endpoints', () => {
  let simulator: RunningSimulator;
  beforeEach(async () => {
    simulator = await runSimulator();
  });
  afterEach(() => simulator.stop());

  async function healthz() {
    const answer = await fetch(`${simulator.origin}/simulator/healthz`);
    return (await answer.json()) as { status: string; now: string };
  }

  it('say that the simulator runs, and its time', async () => {
    const before = Date.now();
    const { status, now } = await healthz();
    assert.equal(status, 'ok');
    assert.ok(Date.parse(now) >= before && Date.parse(now) <= Date.now());
  });

  it('advance the clock by seconds', async () => {
    const { body } = await simulator.control('/clock', { seconds: 3600 });
    assert.deepEqual([body.advanced_seconds, body.offset_seconds], [3600, 3600]);
    const before = Date.now();
    assert.ok(Date.parse((await healthz()).now) >= before + 3_600_000);
  });

  it('advance the clock to noon in New York of a banking day', async () => {
    for (const banking_days of [1, 1, 3]) {
      const { body } = await simulator.control('/clock', { banking_days });
      const now = new Date(String(body.now));
      assert.ok(isBankingDay(easternDate(now)));
      const newYork = now.toLocaleTimeString('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' });
      assert.equal(newYork, '12:00');
    }
  });

  it('advance the clock once for each id, however often the request comes', async () => {
    const dayAhead = { seconds: 86_400, id: 'a' };
    for (const body of [dayAhead, dayAhead, { ...dayAhead, id: 'b' }, dayAhead]) {
      const answer = await simulator.control('/clock', body);
      assert.deepEqual([answer.status, answer.body.advanced_seconds], [200, 86_400]);
    }
    const ahead = Date.parse((await healthz()).now) - Date.now();
    assert.equal(Math.round(ahead / 86_400_000), 2);
  });

  it('never turn the clock back', async () => {
    for (const body of [{ seconds: -1 }, { banking_days: 0 }, {}, { seconds: 1, banking_days: 1 }]) {
      const answer = await simulator.control('/clock', body);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body.error), /seconds|banking_days/);
    }
  });

  it('say why they refuse a scripted Link', async () => {
    const wrong: [object, RegExp][] = [
      [{}, /give either link_token or client_user_id/],
      [{ client_user_id: 'nobody', username: 'user_good' }, /nobody has no open Link token/],
      [{ link_token: 'link-sandbox-0', username: 'user_good' }, /not known/],
      [{ client_user_id: 'onb_1', username: 'user_nobody' }, /username must be one of user_good/],
      [{ client_user_id: 'onb_1' }, /username is needed/],
      // cspell:ignore notfy
      [{ client_user_id: 'onb_1', username: 'user_good', notfy: false }, /notfy/],
    ];
    await simulator.plaid.linkTokenCreate(linkTokenRequest());
    for (const [body, message] of wrong) {
      const answer = await simulator.control('/link', body);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body.error), message);
    }
    assert.equal((await simulator.control('/link', { client_user_id: 'onb_1', username: 'user_good' })).status, 200);
  });

  it('finish Link without a webhook if the test wants none', async () => {
    await simulator.plaid.linkTokenCreate(linkTokenRequest({ webhook: 'http://127.0.0.1:9/' }));
    await simulator.control('/link', { client_user_id: 'onb_1', username: 'user_good', notify: false });
    assert.deepEqual(simulator.world.state.webhooks.deliveries, {});
  });

  it('refuse a body that is not JSON', async () => {
    const answer = await fetch(`${simulator.origin}/simulator/clock`, { method: 'POST', body: '{"seconds":' });
    assert.equal(answer.status, 400);
    assert.deepEqual(await answer.json(), { error: 'The body is not JSON' });
  });

  it('show no token in the ledger', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const text = await (await fetch(`${simulator.origin}/simulator/ledger`)).text();
    assert.ok(text.includes('onb_1'));
    assert.ok(!text.includes(access_token));
    assert.ok(!text.includes('public-sandbox'));
  });
});
