import assert from 'node:assert/strict';
import type { LinkEvent } from 'plaid';
import {
  linkTokenRequest,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';

describe('webhooks about a Link session', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  const create = async () => {
    const request = linkTokenRequest({ webhook: receiver.url, hosted_link: {} });
    return (await simulator.plaid.linkTokenCreate(request)).data;
  };
  const names = (webhook: Record<string, unknown>) => (webhook.events as LinkEvent[]).map((event) => event.event_name);
  const post = (url: string, fields: Record<string, string>) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

  it('ITEM_ADD_RESULT names the Item that was added', async () => {
    const { link_token } = await create();
    const { body } = await simulator.control('/link', { link_token, username: 'user_good' });
    assert.deepEqual(await receiver.next('ITEM_ADD_RESULT'), {
      webhook_type: 'LINK',
      webhook_code: 'ITEM_ADD_RESULT',
      link_session_id: body.link_session_id,
      link_token,
      public_token: body.public_token,
      environment: 'sandbox',
    });
  });

  it('can be dropped by their code, so that ITEM_ADD_RESULT alone announces the end', async () => {
    await simulator.control('/webhooks', { drop: 'all', codes: ['SESSION_FINISHED'] });
    const { link_token } = await create();
    await simulator.control('/link', { link_token, username: 'user_good' });
    await Promise.all([receiver.next('ITEM_ADD_RESULT'), receiver.next('EVENTS')]);
    const { body } = await simulator.control('/webhooks', { drop: 'none', codes: null });
    assert.deepEqual([body.dropped, body.waiting, body.codes], [1, 0, null]);
    assert.ok(!receiver.received.includes('SESSION_FINISHED'));
  });

  it('EVENTS list all steps of the person, and the text that they typed', async () => {
    const { link_token } = await create();
    await simulator.control('/link', { link_token, username: 'user_good', search: 'my bank, Main Street' });
    const webhook = await receiver.next('EVENTS');
    assert.deepEqual([webhook.link_token, webhook.webhook_type], [link_token, 'LINK']);
    assert.deepEqual(names(webhook), [
      'OPEN',
      'SEARCH_INSTITUTION',
      'SELECT_INSTITUTION',
      'SUBMIT_CREDENTIALS',
      'HANDOFF',
    ]);
    const events = webhook.events as LinkEvent[];
    assert.equal(events[1]?.event_metadata.institution_search_query, 'my bank, Main Street');
    assert.equal(events[2]?.event_metadata.institution_name, 'First Platypus Bank');
    const { data } = await simulator.plaid.linkTokenGet({ link_token });
    assert.deepEqual(data.link_sessions?.[0]?.events, events);
  });

  it('EVENTS of an exit come with it', async () => {
    const { link_token } = await create();
    await simulator.control('/link', { link_token, exit: true });
    const webhook = await receiver.next('EVENTS');
    assert.deepEqual(names(webhook), ['OPEN', 'EXIT']);
  });

  it('EVENTS of an idle page come after ten minutes, and again in full once the person returns', async () => {
    const { hosted_link_url: url = '' } = await create();
    await (await fetch(url)).text();
    await post(url, { step: 'bank', institution_id: 'ins_109508' });
    await simulator.control('/clock', { seconds: 590 });
    assert.deepEqual(simulator.world.state.webhooks.deliveries, {});
    await simulator.control('/clock', { seconds: 10 });
    const first = await receiver.next('EVENTS');
    assert.deepEqual(names(first), ['OPEN', 'SELECT_INSTITUTION']);

    await post(url, { step: 'login', username: 'user_nobody', password: 'x' });
    await simulator.control('/clock', { seconds: 600 });
    const second = await receiver.next('EVENTS');
    assert.deepEqual(names(second), ['OPEN', 'SELECT_INSTITUTION', 'SUBMIT_CREDENTIALS', 'ERROR']);
    assert.equal(second.link_session_id, first.link_session_id);
    assert.deepEqual((second.events as LinkEvent[]).slice(0, 2), first.events);

    await simulator.control('/clock', { seconds: 3600 });
    assert.deepEqual(receiver.received, ['EVENTS', 'EVENTS']);
  });
});
