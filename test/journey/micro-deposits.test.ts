import assert from 'node:assert/strict';
import { apiClient } from '../../dev/demo/call.ts';
import { type DemoCase, look, startCase } from '../../dev/demo/case.ts';
import { act } from '../../dev/demo/people.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { caseFile, caseWorkflowId, feedWorkflowId } from '../../workflows/messages.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

/** A case whose account needs a reviewer, so that the case is awake and waits. */
const story: Story = {
  name: 'waits in review',
  username: 'user_similar_owner',
  funding: { direction: 'credit', network: 'ach', amount: '25.00' },
  ends: 'cancelled',
};

describe('the micro-deposits of a case', () => {
  let one: DemoCase;
  before(async () => {
    const { world } = sharedStack();
    one = await startCase(world.api, 'micro-deposits', 1, story);
    await act(world, one);
    const inReview = async () => {
      await look(world.api, one);
      return one.view.stage === 'in_review';
    };
    assert.ok(await until(inReview), `the case is ${one.view.stage}`);
  });
  after(async () => {
    const { api } = sharedStack().world;
    const params = { path: { id: one.view.id } };
    await api.POST('/v1/onboardings/{id}/cancel', { params, body: { reason: 'done' } });
  });

  async function atPlaid(path: string, body: object): Promise<void> {
    const credentials = { client_id: 'simulator-client', secret: 'simulator-secret' };
    const answer = await sharedStack().world.simulator('POST', path, { ...credentials, ...body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }
  async function deposit(status: string, more: object = {}) {
    const body = { client_user_id: one.view.id, status, ...more };
    const answer = await sharedStack().world.simulator('POST', '/simulator/micro-deposits', body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as { bank_transfer_id: string };
  }
  async function timeline(): Promise<string[]> {
    const handle = sharedStack().temporal.workflow.getHandle(caseWorkflowId(one.view.id));
    return (await handle.query(caseFile)).timeline.map(({ what }) => what);
  }
  const shows = async (what: string) => {
    const shown = async () => (await timeline()).includes(what);
    assert.ok(await until(shown), `${await timeline()}`);
  };

  it('are on its workflow after a signed BANK_TRANSFERS_EVENTS_UPDATE', async () => {
    const { addresses, pool, temporal } = sharedStack();
    const { bank_transfer_id } = await deposit('pending');
    await atPlaid('/sandbox/bank_transfer/simulate', { bank_transfer_id, event_type: 'posted' });
    await atPlaid('/sandbox/bank_transfer/fire_webhook', { webhook: `${addresses.api}/plaid/webhooks` });
    await shows('micro-deposits posted');
    const delivered = async () => {
      const { rows } = await pool.query(
        `select w.status, w.result from webhooks w, onboardings o
         where o.id = $1 and w.code = 'BANK_TRANSFERS_EVENTS_UPDATE' and w.received_at > o.created_at`,
        [one.view.id],
      );
      return rows.length > 0 && rows.every(({ status, result }) => status === 'done' && result === 'feed woken');
    };
    assert.ok(await until(delivered), 'the webhook has not woken the feed');
    const feed = await temporal.workflow.getHandle(feedWorkflowId('bank-transfer')).describe();
    assert.equal(feed.status.name, 'RUNNING');
  });

  it("that come back are on it with the bank's reason, and operators see that the case was signalled", async () => {
    await deposit('reversed', { return_code: 'R03' });
    await shows('micro-deposits reversed (R03)');
    const params = { query: { onboarding_id: one.view.id } };
    const told = async () => {
      const { api, operator_key } = sharedStack().addresses;
      const operator = apiClient(api, operator_key, () => {});
      const { data: events } = (await operator.GET('/v1/plaid/bank-transfer-events', { params })).data;
      return events.length === 3 && events.every(({ signalled_at }) => signalled_at !== null);
    };
    assert.ok(await until(told), 'the feed has not handled all events');
  });
});
