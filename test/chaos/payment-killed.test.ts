// Row F1 of the fault matrix on the second rail: Plaid takes no idempotency key for a payment, so each call creates
// another one. The worker dies at every call around it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { atSimulator, createCase, goThroughLink, reads, type View } from '../support/stack/journeys.ts';
import { readLedger } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const recipient = '/payment_initiation/recipient/create';
const payment = '/payment_initiation/payment/create';

/** The point at which the worker dies, and the payments that Plaid has then. */
const points = [
  { when: 'before Plaid makes the recipient', path: recipient, kind: 'hang', recipients: 0, payments: 0 },
  { when: 'after Plaid has made the recipient', path: recipient, kind: 'commit_then_hang', recipients: 1, payments: 0 },
  { when: 'after Plaid has made the user', path: '/user/create', kind: 'commit_then_hang', recipients: 1, payments: 0 },
  { when: 'before Plaid makes the payment', path: payment, kind: 'hang', recipients: 1, payments: 0 },
  { when: 'after Plaid has made the payment', path: payment, kind: 'commit_then_hang', recipients: 1, payments: 1 },
  { when: 'after we have recorded it', path: '/link/token/create', kind: 'hang', recipients: 1, payments: 1 },
] as const;

describe('a payment whose worker is killed (F1)', () => {
  const cut: { reference: string; created: Promise<View> }[] = [];
  const ledger = () => readLedger(sharedStack().world);
  const known = new Set<string>();

  /** Every case pays a recipient of its own, which Plaid does not have yet. */
  function create(): (typeof cut)[number] {
    const reference = `K${randomBytes(4).toString('hex')}`;
    const bacs = { account: '26207729', sort_code: '560029' };
    const to = { name: `Wonder Wallet ${reference}`, bacs };
    const funding = { rail: 'payment-initiation', amount: '25.30', currency: 'GBP', recipient: to, reference };
    return { reference, created: createCase({ funding }) };
  }
  const paymentsOf = async (reference: string) =>
    (await ledger()).payments.filter((one) => one.reference.startsWith(reference));
  const newRecipients = async () =>
    (await ledger()).recipients.filter(({ recipient_id }) => !known.has(recipient_id)).length;
  const fired = async (path: string) => {
    const { faults } = await ledger();
    return faults.reduce((sum, fault) => sum + (fault.path === path ? fault.fired : 0), 0);
  };

  before(async () => {
    // Temporal notices only by the activity's time limit of 45 seconds (workflows/activities.ts) that its worker died.
    const { pool, pids } = sharedStack();
    for (const { recipient_id } of (await ledger()).recipients) known.add(recipient_id);
    for (const { when, path, kind, payments } of points) {
      const earlier = await fired(path);
      await atSimulator('/simulator/faults', { path, kind });
      const one = create();
      cut.push(one);
      assert.ok(await until(async () => (await fired(path)) > earlier), `${when}: was not reached`);
      assert.equal((await paymentsOf(one.reference)).length, payments, when);
    }
    assert.equal(await newRecipients(), points.filter(({ recipients }) => recipients === 1).length);

    const { worker = 0 } = await pids();
    process.kill(worker, 'SIGKILL');

    // The activity waits this long for the list to show a payment before it asks again
    // (activities/payments/make-payment.ts).
    await pool.query("update payments set asked_at = asked_at - interval '2 minutes' where id is null");
    for (const [index, { created }] of cut.entries()) {
      const path = `/v1/onboardings/${(await created).id}`;
      await reads(path, `carried on ${points[index]?.when}`, (view) => view.next_action?.link_token);
    }
  });

  for (const [index, { when }] of points.entries()) {
    it(`${when} is made once, and paid`, async () => {
      const { reference, created } = cut[index] ?? assert.fail();
      const { id } = await created;
      await goThroughLink(id, { username: 'user_good' });
      const { payment } = await reads(`/v1/onboardings/${id}`, 'funded', ({ outcome }) => outcome === 'funded');
      assert.deepEqual(
        (await paymentsOf(reference)).map(({ payment_id }) => payment_id),
        [payment.id],
      );
    });
  }

  it('goes to the one recipient that Plaid has for it', async () => {
    assert.equal(await newRecipients(), points.length);
  });
});
