// Payments, through the whole stack, beyond the endings that stories.test.ts plays.
import assert from 'node:assert/strict';
import { advance } from '../../dev/time-travel.ts';
import {
  atSimulator,
  createCase,
  goThroughLink,
  inboxOf,
  post,
  read,
  reads,
  type View,
} from '../support/stack/journeys.ts';
import { ledgerOf } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const code = 'PAYMENT_STATUS_UPDATE';
const recipient = { name: 'Wonder Wallet', bacs: { account: '26207729', sort_code: '560029' } };
const funding = { rail: 'payment-initiation', amount: '25.30', currency: 'GBP', recipient };

describe('a payment', () => {
  const create = () => createCase({ funding });
  const reaches = (id: string, what: string, check: (view: View) => boolean) =>
    reads(`/v1/onboardings/${id}`, what, check);
  const becomes = (id: string, status: string) =>
    atSimulator('/simulator/payments', { client_user_id: id, status: `PAYMENT_STATUS_${status}` });
  const payments = async (id: string) => (await ledgerOf(sharedStack().world, id)).payments;

  it("whose reference the bank has changed shows both, ours and the bank's", async () => {
    const { id } = await create();
    await goThroughLink(id, { username: 'user_payment_initiated' });
    const { payment } = await reaches(id, 'funded', ({ outcome }) => outcome === 'funded');
    assert.equal(payment.adjusted_reference, payment.reference.slice(0, 10));
    assert.deepEqual(
      (await payments(id)).map(({ reference }) => reference),
      [payment.reference],
    );
  });

  it('whose updates come twice and in reverse order ends as usual', async () => {
    const { id } = await create();
    await goThroughLink(id, { username: 'user_payment_unanswered' });
    await reaches(id, 'on its way', ({ stage }) => stage === 'transferring');
    const told = (await inboxOf(id, code)).length;
    await atSimulator('/simulator/webhooks', { reorder: 3, duplicate: 3, codes: [code] });
    try {
      for (const status of ['INITIATED', 'EXECUTED', 'EXECUTED']) await becomes(id, status);
    } finally {
      await atSimulator('/simulator/webhooks', { reorder: 0, duplicate: 0, codes: null });
    }
    const closed = await reaches(id, 'closed', ({ stage }) => stage === 'closed');
    assert.deepEqual([closed.outcome, closed.payment.status], ['funded', 'EXECUTED']);
    const settled = async () => {
      const results = await inboxOf(id, code);
      return results.length >= told + 3 && results.every((result) => result !== null);
    };
    assert.ok(await until(settled), `the inbox holds ${await inboxOf(id, code)}`);
    assert.deepEqual(await read(`/v1/onboardings/${id}`), closed);
    assert.equal((await payments(id)).length, 1);
  });

  it('made after the tenant has cancelled counts, because the money has moved', async () => {
    const { id } = await create();
    await post(`/v1/onboardings/${id}/cancel`, { reason: 'user_request' });
    await reaches(id, 'cancelled', ({ outcome }) => outcome === 'cancelled');
    await goThroughLink(id, { username: 'user_good' });
    await reaches(id, 'watched', ({ outcome, stage }) => outcome === 'funded' && stage === 'watching_returns');
    await becomes(id, 'REJECTED');
    const { outcome, reason } = await reaches(id, 'closed', ({ stage }) => stage === 'closed');
    assert.deepEqual([outcome, reason], ['failed', 'REJECTED']);
  });

  it('that the bank reports after its case has closed opens the case again', async () => {
    const { travel } = sharedStack();
    const { id } = await createCase({ funding, policy: { payment: { wait_days: 1 } } });
    await goThroughLink(id, { username: 'user_payment_unanswered' });
    await reaches(id, 'on its way', ({ stage }) => stage === 'transferring');
    await advance(travel, { seconds: 2 * 86_400 });
    await reaches(id, 'unverified', ({ outcome, stage }) => outcome === 'unverified' && stage === 'closed');
    await becomes(id, 'EXECUTED');
    const { reason } = await reaches(id, 'funded', ({ outcome, stage }) => outcome === 'funded' && stage === 'closed');
    assert.equal(reason, null);
    assert.equal((await inboxOf(id, code)).at(-1), 'opened again');
  });

  it('with a status that Gangway does not know goes on', async () => {
    const { id } = await create();
    await goThroughLink(id, { username: 'user_payment_unanswered' });
    await becomes(id, 'A_WORD_OF_TOMORROW');
    const unknown = await reaches(id, 'read', ({ payment }) => payment.status === 'A_WORD_OF_TOMORROW');
    assert.deepEqual([unknown.stage, unknown.outcome], ['transferring', null]);
    await becomes(id, 'EXECUTED');
    await reaches(id, 'funded', ({ outcome, stage }) => outcome === 'funded' && stage === 'closed');
  });
});
