// The part of the contract about Payment Initiation.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { PlaidGateway } from '../../plaid/gateway.ts';

export function paymentContract(gateway: () => PlaidGateway): void {
  const shop = {
    name: 'Wonder Wallet',
    numbers: { bacs: { account: '26207729', sortCode: '560029' } },
    address: null,
  };

  const payer = {
    legalName: 'Alberta Bobbeth Charleson',
    email: 'accountholder0@example.com',
    phone: null,
    address: null,
  };

  describe('payments', () => {
    async function create() {
      const recipientId = await gateway().createRecipient(shop);
      const reference = `GW${randomBytes(6).toString('hex').toUpperCase()}`;
      const user = await gateway().createUser(`onb_${reference}`);
      await gateway().describeUser(user, payer);
      const asked = { recipientId, plaidUserId: user.userId, reference, amountCents: 101, currency: 'GBP' } as const;
      return { ...(await gateway().createPayment(asked)), reference, user };
    }

    it('a recipient with equal details is one recipient', async () => {
      assert.equal(await gateway().createRecipient(shop), await gateway().createRecipient(shop));
    });

    it('its user can be removed, and is removed for good', async () => {
      const user = await gateway().createUser(`onb_${randomBytes(6).toString('hex')}`);
      await gateway().describeUser(user, payer);
      for (let times = 0; times < 2; times++) await gateway().removeUser(user);
      await assert.rejects(gateway().describeUser(user, payer), /USER_NOT_FOUND|INVALID_USER_TOKEN/);
    });

    it('a new one needs its applicant, and is on the list with our reference', async () => {
      const { paymentId, reference } = await create();
      const read = await gateway().readPayment(paymentId);
      assert.deepEqual(
        [read.status, read.reference, read.amountCents, read.currency],
        ['INPUT_NEEDED', reference, 101, 'GBP'],
      );
      const { payments } = await gateway().listPayments(null);
      assert.equal(payments.find((payment) => payment.reference === reference)?.paymentId, paymentId);
    });

    it('one that has not settled cannot be refunded', async () => {
      const { paymentId, reference } = await create();
      const asked = { paymentId, reference, amountCents: 101, currency: 'GBP', idempotencyKey: reference } as const;
      await assert.rejects(gateway().reversePayment(asked), { kind: 'bug' });
    });

    it('Link opens for it with a hosted page', async () => {
      const { paymentId, user } = await create();
      const purpose = { mode: 'payment', paymentId, currency: 'GBP', user } as const;
      const asking = { purpose, products: [], clientUserId: 'onb_payment', webhookUrl: null, settings: {} };
      assert.match((await gateway().createLinkToken(asking)).hostedUrl, /^https?:/);
    });
  });
}
