import assert from 'node:assert/strict';
import { allStories } from '../../dev/demo/about.ts';
import type { DemoCase } from '../../dev/demo/case.ts';
import { play } from '../../dev/demo/play.ts';
import { until } from '../../dev/until.ts';
import { answerWith, isSigned, type Received, type Receiver, startReceiver } from '../support/receiver.ts';
import { sharedStack } from '../support/shared-stack.ts';

/** What the product hears of each story, in this order. */
const heardOf: Record<string, string[]> = {
  'paid out by ach': ['funded'],
  'pulled in by ach': ['funded'],
  'name alike, reviewer approves': ['in_review', 'funded'],
  'name alike, reviewer rejects': ['in_review', 'rejected'],
  'bank login breaks, repaired': ['action_required', 'funded'],
  'disputed weeks later (R10)': ['funded', 'returned'],
  'transfer fails': ['failed'],
  'leaves Link': ['reminder', 'abandoned'],
  'too late for the same day': ['network_changed', 'funded'],
  'returned (R01), arrives when made again': ['returned', 'funded'],
  'no such account (R03), another one linked': ['returned', 'action_required', 'funded'],
};
const chosen = allStories.filter(({ name }) => name in heardOf);

describe('notifications, from the stack to a product', () => {
  let receiver: Receiver;
  let endpoint: { id: string; secret: string };
  let killed = 0;
  let cases: DemoCase[];

  before(async function () {
    // The stories' own time, and the lease of the deliveries that the killed process was at (20 s).
    this.timeout(180_000);
    const { world, travel, pids } = sharedStack();
    receiver = await startReceiver();
    const body = { url: receiver.url };
    endpoint = (await world.api('POST', '/v1/notification_endpoints', body)).body as typeof endpoint;
    // Taken, and the sender dies before it hears so.
    receiver.reply = (_received, response) => {
      receiver.reply = answerWith(204);
      void pids().then(({ api = 0 }) => {
        process.kill(api, 'SIGKILL');
        killed = api;
        response.destroy();
      });
    };
    cases = (await play(world, travel, 'notified', chosen)).cases;
    assert.ok(
      await until(async () => (await waiting()).length === 0, { seconds: 40, everyMs: 250 }),
      'some still wait',
    );
  });
  after(async () => {
    const { addresses } = sharedStack();
    const headers = { authorization: `Bearer ${addresses.api_key}` };
    await fetch(`${addresses.api}/v1/notification_endpoints/${endpoint?.id}`, { method: 'DELETE', headers });
    await receiver?.stop();
  });

  const waiting = async () => {
    const { body } = await sharedStack().world.api('GET', '/v1/notifications?status=waiting&limit=100');
    return (body as { data: unknown[] }).data;
  };
  const of = (id: string): Received[] => receiver.received.filter(({ json }) => json.data.onboarding_id === id);

  it('F2: what the API was killed over is sent again, under the same id', async () => {
    const { pids } = sharedStack();
    assert.ok(killed && killed !== (await pids()).api, 'the API was not killed');
    const [first] = receiver.received;
    const again = receiver.received.filter(({ id }) => id === first?.id);
    assert.ok(again.length >= 2, 'the first one came once');
    assert.ok(again.every(({ body }) => body === first?.body));
  });

  it('I10: each has a signature that holds, by the library that receivers use', () => {
    for (const got of receiver.received) assert.ok(isSigned(got, endpoint.secret), got.id);
  });

  for (const [index, { name }] of chosen.entries()) {
    it(`${name}: ${heardOf[name]?.join(', then ')}`, () => {
      const got = of(cases[index]?.view.id ?? '');
      const once = new Map(got.map(({ id, json }) => [id, json]));
      const inOrder = [...once.values()].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
      // How many reminders there are depends on how far the jumps in time go.
      const types = inOrder.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);
      assert.deepEqual(
        types,
        heardOf[name]?.map((type) => `onboarding.${type}`),
      );
      const last = inOrder.at(-1)?.data;
      assert.deepEqual([last.user_id, last.outcome], [cases[index]?.userId, chosen[index]?.ends]);
    });
  }

  it('tells why money came back, as a code and in words', () => {
    const disputed = cases[chosen.findIndex(({ name }) => name.includes('R10'))];
    const returned = of(disputed?.view.id ?? '').find(({ json }) => json.type === 'onboarding.returned')?.json.data;
    assert.deepEqual([returned.reason, returned.direction], ['R10', 'debit']);
    assert.match(returned.detail, /^Your bank has taken the payment .* did not permit this debit\.$/);
  });
});
