import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { alberta } from '../support/cases/applicants.ts';
import { withStub } from './stub.ts';

const accessToken = new Secret('access-1');

const transfer = {
  id: 'transfer-1',
  authorization_id: 'authorization-1',
  status: 'pending',
  network: 'ach',
  amount: '25.00',
  cancellable: true,
  created: '2026-03-02T15:00:00Z',
  standard_return_window: '2026-03-06',
  unauthorized_return_window: null,
  failure_reason: null,
};

describe('transfers', () => {
  const authorizing = {
    idempotencyKey: 'auth_1',
    accessToken,
    accountId: 'account-1',
    direction: 'debit',
    network: 'same-day-ach',
    amountCents: 2500,
    achClass: null,
    applicant: alberta,
  } as const;

  it('are authorized with the given key', async () => {
    const decision_rationale = { code: 'MANUALLY_VERIFIED_ITEM', description: 'told' };
    const authorization = { id: 'authorization-1', decision: 'approved', decision_rationale };
    await withStub({ body: { authorization } }, async (plaid, asked) => {
      // An approval with a rationale means that the risk check did not run: the caller has to see it.
      assert.deepEqual(await plaid.authorize(authorizing), {
        authorizationId: 'authorization-1',
        decision: 'approved',
        rationale: 'MANUALLY_VERIFIED_ITEM',
        description: 'told',
        risk: null,
      });
      const { user, ...rest } = asked[0]?.body ?? {};
      assert.deepEqual(rest, {
        access_token: 'access-1',
        account_id: 'account-1',
        type: 'debit',
        network: 'same-day-ach',
        amount: '25.00',
        ach_class: 'web',
        idempotency_key: 'auth_1',
      });
      assert.deepEqual((user as { legal_name: string }).legal_name, 'Alberta Bobbeth Charleson');
    });
  });

  it('are judged by the rule set that the request names, and the answer keeps what Plaid says about the risk', async () => {
    const payment_risk = {
      risk_level: 'HIGH_RISK',
      bank_initiated_return_score: 82,
      customer_initiated_return_score: null,
      warnings: [{ warning_type: 'ITEM_ERROR', warning_code: 'ITEM_LOGIN_REQUIRED', warning_message: 'told' }],
    };
    const decision_rationale = { code: 'NSF', description: 'Transaction has an elevated risk.' };
    const authorization = { id: 'authorization-1', decision: 'declined', decision_rationale, payment_risk };
    await withStub({ body: { authorization } }, async (plaid, asked) => {
      assert.deepEqual(await plaid.authorize({ ...authorizing, ruleset: 'first-payment' }), {
        authorizationId: 'authorization-1',
        decision: 'declined',
        rationale: 'NSF',
        description: 'Transaction has an elevated risk.',
        risk: { level: 'HIGH_RISK', bankReturnScore: 82, customerReturnScore: null, warnings: ['ITEM_LOGIN_REQUIRED'] },
      });
      assert.equal(asked[0]?.body.ruleset_key, 'first-payment');
    });
  });

  it('are read whatever newer versions of Plaid add: a partial guarantee, other words for the risk', async () => {
    const authorization = {
      id: 'authorization-1',
      decision: 'approved',
      decision_rationale: { code: 'SOMETHING_NEW', description: { en: 'told' } },
      guarantee_decision: 'PARTIALLY_GUARANTEED',
      guarantee_details: { outcome: 'PARTIAL', schedule: [{ amount: '10.00', observation_window_business_days: 3 }] },
      payment_risk: {
        risk_level: 'UNFATHOMABLE',
        bank_initiated_return_score: 'high',
        customer_initiated_return_score: 12.5,
        warnings: 'none',
      },
      proposed_transfer: { amount: '10.00', requested_amount: '25.00', network: 'rfp' },
    };
    await withStub({ body: { authorization } }, async (plaid) => {
      assert.deepEqual(await plaid.authorize(authorizing), {
        authorizationId: 'authorization-1',
        decision: 'approved',
        rationale: 'SOMETHING_NEW',
        description: null,
        risk: { level: 'UNFATHOMABLE', bankReturnScore: null, customerReturnScore: null, warnings: [] },
      });
    });
    await withStub({ body: { authorization: { ...authorization, payment_risk: 7 } } }, async (plaid) => {
      assert.equal((await plaid.authorize(authorizing)).risk, null);
    });
  });

  it('by a network that we do not know keep its name', async () => {
    await withStub({ body: { transfer: { ...transfer, network: 'rfp' } } }, async (plaid) => {
      assert.equal((await plaid.findTransfer({ transferId: 'transfer-1' }))?.network, 'rfp');
    });
  });

  it('that come to nothing have their authorization cancelled', async () => {
    await withStub({ body: { request_id: 'r' } }, async (plaid, asked) => {
      await plaid.cancelAuthorization('authorization-1');
      assert.deepEqual(
        [asked[0]?.path, asked[0]?.body],
        ['/transfer/authorization/cancel', { authorization_id: 'authorization-1' }],
      );
    });
  });

  it('a decision that we do not know is uncertain, never an approval', async () => {
    const authorization = { id: 'authorization-1', decision: 'perhaps', decision_rationale: null };
    await withStub({ body: { authorization } }, (plaid) =>
      assert.rejects(plaid.authorize(authorizing), { kind: 'uncertain' }),
    );
  });

  it('show the network that Plaid chose, which after a cut-off differs from the requested one', async () => {
    await withStub({ body: { transfer } }, async (plaid, asked) => {
      const created = await plaid.createTransfer({
        authorizationId: 'authorization-1',
        accessToken,
        accountId: 'account-1',
        network: 'same-day-ach',
        amountCents: 2500,
        description: 'Gangway',
        metadata: { onboarding: 'onb_1' },
      });
      assert.deepEqual(created, {
        transferId: 'transfer-1',
        authorizationId: 'authorization-1',
        status: 'pending',
        network: 'ach',
        amountCents: 2500,
        cancellable: true,
        createdAt: new Date('2026-03-02T15:00:00Z'),
        windows: { standard: '2026-03-06', unauthorized: null },
        ledgerId: null,
        failure: null,
      });
      assert.deepEqual(asked[0]?.body, {
        access_token: 'access-1',
        account_id: 'account-1',
        authorization_id: 'authorization-1',
        amount: '25.00',
        description: 'Gangway',
        metadata: { onboarding: 'onb_1' },
      });
    });
  });

  it('are null if Plaid knows none', async () => {
    const body = { error_type: 'INVALID_REQUEST', error_code: 'NOT_FOUND' };
    await withStub({ status: 404, body }, async (plaid, asked) => {
      assert.equal(await plaid.findTransfer({ authorizationId: 'authorization-1' }), null);
      assert.deepEqual(asked[0]?.body, { authorization_id: 'authorization-1' });
    });
  });

  it('are not null if a gateway before Plaid answers 404: that would move money twice', async () => {
    await withStub({ status: 404, body: 'no such plaidId' }, (plaid) =>
      assert.rejects(plaid.findTransfer({ authorizationId: 'authorization-1' }), { kind: 'unavailable' }),
    );
  });

  it('that were just made are recorded whatever their status: the money is on its way', async () => {
    await withStub({ body: { transfer: { ...transfer, status: 'levitating' } } }, async (plaid) => {
      const { transferId, status } = await plaid.createTransfer({
        ...{ authorizationId: 'authorization-1', accessToken, accountId: 'account-1', network: 'ach' },
        ...{ amountCents: 2500, description: 'Gangway', metadata: {} },
      });
      assert.deepEqual([transferId, status], ['transfer-1', 'pending']);
    });
  });

  it('with a status that we do not know wait for a deploy', async () => {
    await withStub({ body: { transfer: { ...transfer, status: 'levitating' } } }, (plaid) =>
      assert.rejects(plaid.findTransfer({ transferId: 'transfer-1' }), { kind: 'bug' }),
    );
  });

  it('show why they were returned', async () => {
    const failure_reason = { failure_code: 'R01', ach_return_code: 'R01', description: 'Insufficient funds' };
    await withStub({ body: { transfer: { ...transfer, status: 'returned', failure_reason } } }, async (plaid) => {
      const found = await plaid.findTransfer({ transferId: 'transfer-1' });
      assert.deepEqual(found?.failure, { code: 'R01', description: 'Insufficient funds' });
    });
  });
});

describe('the Ledger', () => {
  const answers = (balance: object) => ({
    body: { ledger_id: 'ledger-1', balance, name: 'Default', is_default: true },
  });

  it('is read by its id, or the default one', async () => {
    await withStub(answers({ available: '-5.50', pending: '120.00' }), async (plaid, asked) => {
      assert.deepEqual(await plaid.readLedger(null), { availableCents: -550, pendingCents: 12_000 });
      await plaid.readLedger('ledger-1');
      assert.deepEqual(
        asked.map(({ path, body }) => [path, body]),
        [
          ['/transfer/ledger/get', {}],
          ['/transfer/ledger/get', { ledger_id: 'ledger-1' }],
        ],
      );
    });
  });

  it('with a balance that we cannot read is no balance', async () => {
    await withStub(answers({ available: '5', pending: '0.00' }), (plaid) =>
      assert.rejects(plaid.readLedger(null), { kind: 'bug', detail: { code: 'unexpected_answer' } }),
    );
  });
});
