// Each kind of drift between a record and Plaid, and each signal that is late, planted by a change of one side alone.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { reconcileCase } from '../../cases/reconcile.ts';
import { newId } from '../../db/ids.ts';
import { applyPayment, storePaymentReference } from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import { authorizationProofsOf } from '../../db/transfers/authorization-proofs.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { Failure } from '../../domain/failure.ts';
import { agreeingCases } from '../support/cases/agreeing-cases.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { storedAccount, storedLink, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';

describe('a reconciliation of records and Plaid', () => {
  const database = ownDatabase();
  const { plaid, runs, moved, woken, paymentsSignalled, alerts, deps, found, sql, rest, shows, record, ...cases } =
    agreeingCases(database);
  const { aCase, aTransfer, aClosedCase, atPlaid } = cases;

  it('records what Plaid shows of a transfer, and signals the case', async () => {
    const { id, transferId } = await aTransfer('posted', 'transferring');
    Object.assign(plaid.transfersOf(id)[0] ?? {}, { status: 'failed' });
    assert.deepEqual(await found(id), ['transfer_differs repaired']);
    assert.deepEqual(await record(id), ['closed', 'failed', null]);
    assert.deepEqual(
      moved.map((one) => [one.onboardingId, one.transferId, one.standing]),
      [[id, transferId, 'failed']],
    );
    shows(id, 'completed', 'transferring', 'failed');
    await rest(id);
    assert.deepEqual(await found(id), ['item_left repaired'], 'no run has removed the Item of the failed case');
  });

  describe('of transfers that are not on record', () => {
    it('records one, with its authorization and its proof, so that the case makes no other one', async () => {
      for (const direction of ['credit', 'debit'] as const) {
        const id = await aCase('in_review', { funding: { direction } });
        const { accountId } = await storedAccount(database.pool, id);
        const transferId = `transfer-${randomUUID()}`;
        atPlaid(id, transferId, 'posted', accountId);
        assert.deepEqual(await found(id), ['transfer_unrecorded repaired']);
        assert.deepEqual(await record(id), ['transferring', null, null]);
        const made = await transferOfCase(database.pool, id);
        assert.deepEqual([made?.transferId, made?.transferNumber, made?.status], [transferId, 1, 'posted']);
        const proofs = await authorizationProofsOf(database.pool, testVault, id);
        assert.equal(proofs.length, direction === 'debit' ? 1 : 0);
        shows(id, 'running', 'transferring');
      }
    });

    it('ends the case where the account is lost too', async () => {
      const id = await aCase('in_review');
      atPlaid(id, `transfer-${randomUUID()}`, 'pending');
      assert.deepEqual(await found(id), ['transfer_unrecorded left']);
      assert.deepEqual(await record(id), ['closed', 'unverified', 'transfer_lost']);
      runs.delete(id);
    });

    it('leaves a second one to operators, where nothing has allowed it', async () => {
      const { id } = await aTransfer('posted', 'transferring');
      atPlaid(id, `transfer-${randomUUID()}`, 'pending');
      assert.deepEqual(await found(id), ['transfer_unrecorded left']);
      assert.deepEqual(await record(id), ['transferring', null, null]);
    });

    it('finds one of a case that is not on record, and leaves those of other applications alone', async () => {
      const id = newId('onb');
      for (const of of [id, 'of-another-application']) atPlaid(of, `transfer-${randomUUID()}`, 'pending');
      assert.deepEqual(await found(id), ['transfer_unrecorded left']);
      assert.deepEqual(await found('of-another-application'), []);
    });
  });

  it('reads more than one page of transfers', async () => {
    const id = await aCase('in_review');
    for (let i = 0; i < 30; i++) atPlaid(`other-${i}`, `transfer-${randomUUID()}`, 'pending');
    atPlaid(id, `transfer-${randomUUID()}`, 'pending');
    assert.deepEqual(await found(id), ['transfer_unrecorded left']);
  });

  describe('of payments', () => {
    /** A payment that Plaid shows as settled an hour ago. */
    async function aPayment(recorded: 'settled' | 'earlier' | 'not') {
      const { onboardingId: id } = await storedPaymentCase(database.pool);
      const reference = randomUUID().replaceAll('-', '').slice(0, 18);
      await storePaymentReference(database.pool, { reference, onboardingId: id });
      plaid.payments.recipients.push({ id: 'recipient-1', details: '' });
      const order = { recipientId: 'recipient-1', plaidUserId: 'user', amountCents: 2530, currency: 'GBP' as const };
      plaid.payments.create({ ...order, reference });
      const made = plaid.payments.becomes('SETTLED', new Date(Date.now() - 3_600_000));
      const read = recorded === 'settled' ? made : { ...made, status: 'INITIATED', at: new Date(0) };
      if (recorded !== 'not') await transaction(database.pool, (tx) => applyPayment(tx, read, new Date()));
      return id;
    }

    it('signals a case whose payment Plaid shows with another status', async () => {
      const id = await aPayment('earlier');
      assert.deepEqual(await found(id), ['payment_differs repaired']);
      assert.ok(paymentsSignalled.includes(id));
      assert.deepEqual(await found(await aPayment('settled')), []);
    });

    it('finds one whose id is not on record', async () => {
      assert.deepEqual(await found(await aPayment('not')), ['payment_unrecorded left']);
    });
  });

  describe('of Items', () => {
    it('removes one that the policy wants removed', async () => {
      const { id, itemId } = await aClosedCase('rejected', { policy: { removeItem: 'always' } });
      shows(id, 'running', 'closed');
      assert.deepEqual(await found(id), [], 'its workflow is at it');
      shows(id, 'completed', 'in_review', 'rejected');
      const before = plaid.removed.size;
      assert.deepEqual(await found(id), ['item_left repaired']);
      assert.equal(plaid.removed.size, before + 1);
      const { rows } = await sql('select removed_at is not null as removed from items where id = $1', itemId);
      assert.deepEqual(rows, [{ removed: true }]);
      assert.deepEqual(await found(id), []);
    });

    it('finds one of an account whose removal the relay has not managed', async () => {
      const { id, accountId } = await aClosedCase('verified', { policy: { removeItem: 'never' } });
      await sql(
        `insert into linked_accounts (id, tenant_id, account_id, verified_by, to_remove, removal_asked_at)
         values ($1, 'ten_test', $2, 'instant', true, now() - interval '1 hour')`,
        newId('acct'),
        accountId,
      );
      assert.deepEqual(await found(id), ['item_left left']);
      await sql('update linked_accounts set to_remove = false where account_id = $1', accountId);
    });

    it('wakes the feed of one that is broken or gone at Plaid', async () => {
      const id = await aCase('in_review');
      const { itemId } = await storedAccount(database.pool, id);
      plaid.itemError = 'ITEM_LOGIN_REQUIRED';
      assert.deepEqual(await found(id), ['item_differs repaired']);
      assert.deepEqual(woken, [`item/${itemId}`]);
      woken.length = 0;
      plaid.itemError = null;
      const gone = new Failure('needs-user', 'Gone.', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
      plaid.failNext('readItem', 'before', gone);
      const one = await reconcileCase(deps(true), id);
      assert.deepEqual(
        one?.map(({ kind, detail }) => [kind, detail.code]),
        [['item_differs', 'ITEM_NOT_FOUND']],
      );
      plaid.failNext('readItem', 'before', new Failure('bug', 'Odd.', { code: 'ODD' }));
      assert.deepEqual(await reconcileCase(deps(true), id), []);
      assert.match(alerts.at(-1) ?? '', /cannot be compared/);
    });
  });

  it('wakes the feed of an event that no signal has reported', async () => {
    const { id, transferId } = await aTransfer('posted', 'transferring');
    await sql(
      `insert into transfer_events (event_id, transfer_id, type, at) values (1, $1, 'posted', now() - interval '1 hour')`,
      transferId,
    );
    assert.deepEqual(await found(id), ['event_unsignalled repaired']);
    assert.deepEqual(woken, ['transfer']);
    await sql('update transfer_events set signalled_at = now()');
  });

  it('finds a result of Link that the relay has not signalled', async () => {
    const id = await aCase('awaiting_link');
    await sql(`update onboardings set workflow_started_at = now() - interval '1 day' where id = $1`, id);
    const { id: session } = await storedLink(database.pool, id);
    await sql(
      `update link_sessions set to_signal = 'linked', created_at = now() - interval '1 hour' where id = $1`,
      session,
    );
    assert.deepEqual(await found(id), ['answer_unsignalled left']);
    await sql('update link_sessions set to_signal = null');
  });

  it('knows no such case', async () => {
    assert.equal(await reconcileCase(deps(true), 'onb_none'), null);
  });
});
