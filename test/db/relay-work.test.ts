import assert from 'node:assert/strict';
import { markWorkflowStarted } from '../../db/case/onboardings.ts';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { claimUnsignalled } from '../../db/case/unsignalled.ts';
import { finishWebhook, parkWebhook, postponeWebhook } from '../../db/inbox/webhooks.ts';
import { addLinkSignal, dropLinkSignal } from '../../db/link/link-signals.ts';
import { recordPaymentMade, storePaymentReference } from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import { findRelayWork, type RelayWork } from '../../db/relay-work.ts';
import { reversalsToRead } from '../../db/transfers/refunds.ts';
import { outageCode } from '../../domain/failure.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { storedAccount, storedCase, storedLink } from '../support/cases/stored-case.ts';
import { databaseForEachTest } from '../support/database/database.ts';
import { storedWebhook } from '../support/http/inbox.ts';

describe('a look for what is due', () => {
  const database = databaseForEachTest();
  const nothing: RelayWork = { webhooks: false, links: false, decisions: false, reversals: false };
  const refundReads = { unreadForHours: 1, withinDays: 14 };
  async function finds(due: Partial<RelayWork>, temporalIsAway = false): Promise<void> {
    assert.deepEqual(await findRelayWork(database.pool, { ...refundReads, temporalIsAway }), {
      ...nothing,
      ...due,
    });
  }
  const sql = (text: string, ...values: unknown[]) => database.pool.query(text, values);
  const itemError = (itemId: string) => ({ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: itemId });

  it('finds nothing in an empty database', () => finds({}));

  it('finds a new webhook, until it is done', async () => {
    const id = await storedWebhook(database.pool, { webhook_type: 'WEATHER', webhook_code: 'RAIN' });
    await finds({ webhooks: true });
    await finishWebhook(database.pool, id, 'noted');
    await finds({});
  });

  it('finds a postponed webhook when it is due, and not while only Temporal could help', async () => {
    const id = await storedWebhook(database.pool, itemError('item-1'));
    await postponeWebhook(database.pool, id, 60, outageCode);
    await finds({});
    await sql('update webhooks set next_attempt_at = now()');
    await finds({ webhooks: true });
    await finds({}, true);
    await sql(`update webhooks set result = 'case_starting'`);
    await finds({ webhooks: true }, true);
  });

  it('finds no webhook behind one of its case that is not due', async () => {
    const onboardingId = await storedCase(database.pool);
    await transaction(database.pool, (tx) => insertPlaidId(tx, 'item', 'item-1', onboardingId));
    const id = await storedWebhook(database.pool, itemError('item-1'));
    await postponeWebhook(database.pool, id, 60, 'case_starting');
    await storedWebhook(database.pool, itemError('item-1'));
    await finds({});
  });

  it('finds a parked webhook once its case is known', async () => {
    const id = await storedWebhook(database.pool, itemError('item-1'));
    await transaction(database.pool, (tx) => parkWebhook(tx, id, { kind: 'item', id: 'item-1' }));
    await finds({});
    const onboardingId = await storedCase(database.pool);
    await transaction(database.pool, (tx) => insertPlaidId(tx, 'item', 'item-1', onboardingId));
    await finds({ webhooks: true });
  });

  it('finds a result of Link of a case whose workflow runs', async () => {
    const onboardingId = await storedCase(database.pool);
    const { id } = await storedLink(database.pool, onboardingId);
    await addLinkSignal(database.pool, id, 'linked');
    await finds({});
    await markWorkflowStarted(database.pool, onboardingId);
    await finds({ links: true });
    await dropLinkSignal(database.pool, id);
    await finds({});
  });

  const soon = "now() - interval '1 second'";
  it("finds a reviewer's decision, until one has claimed it", async () => {
    const onboardingId = await storedCase(database.pool);
    await sql(
      `insert into reviews (id, onboarding_id, question, decision, reviewer, signal_at)
       values ('rev_1', $1, 'question-1', 'approve', 'op-7', ${soon})`,
      onboardingId,
    );
    await findsUntilClaimed();
  });

  it("finds a tenant's answer, until one has claimed it", async () => {
    const onboardingId = await storedCase(database.pool);
    const { accountId } = await storedAccount(database.pool, onboardingId);
    await sql(
      `insert into confirmations (question, onboarding_id, account_id, transfer_number, step, answer, answered_by, signal_at)
       values ('question-1', $1, $2, 1, 3, 'confirmed', 'key_1', ${soon})`,
      ...[onboardingId, accountId],
    );
    await findsUntilClaimed();
  });

  async function findsUntilClaimed(): Promise<void> {
    await finds({ decisions: true });
    assert.equal((await claimUnsignalled(database.pool, 10)).length, 1);
    await finds({});
  }

  it('finds an open refund of a payment, until one has claimed it', async () => {
    const { onboardingId } = await storedPaymentCase(database.pool);
    await storePaymentReference(database.pool, { reference: 'INV1', onboardingId });
    await transaction(database.pool, (tx) => recordPaymentMade(tx, { reference: 'INV1', paymentId: 'payment-1' }));
    await sql(
      `insert into refunds (id, onboarding_id, amount_cents, payment_id, refund_id, status)
       values ('ref_1', $1, 100, 'payment-1', 'refund-1', 'pending')`,
      onboardingId,
    );
    await finds({ reversals: true });
    assert.equal((await reversalsToRead(database.pool, { ...refundReads, limit: 10 })).length, 1);
    await finds({});
  });
});
