import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  furthestRefund,
  isRefundStatus,
  nothingToRefund,
  type RefundStanding,
  refundable,
  refundablePayment,
  refundableTransfer,
  refundFailure,
  refundStatusOfEvent,
} from '../../domain/transfers/refund.ts';

const statuses = ['pending', 'posted', 'settled', 'cancelled', 'failed', 'returned'] as const;

describe('the events of a refund', () => {
  it('give its status, and those of the transfer and of sweeps do not', () => {
    for (const status of statuses) assert.equal(refundStatusOfEvent(`refund.${status}`), status);
    for (const type of [
      'returned',
      'refund',
      'refund.swept',
      'refund.return_swept',
      'sweep.settled',
      'refunded.posted',
    ]) {
      assert.equal(refundStatusOfEvent(type), null, type);
    }
    assert.ok(!isRefundStatus('asked') && !isRefundStatus('refused'));
  });

  it('I4: fold to one status in any order and number', () => {
    for (const a of statuses) {
      assert.equal(furthestRefund(a, a), a);
      for (const b of statuses) {
        assert.equal(furthestRefund(a, b), furthestRefund(b, a));
        for (const c of statuses) {
          assert.equal(furthestRefund(furthestRefund(a, b), c), furthestRefund(a, furthestRefund(b, c)));
        }
      }
    }
  });
});

describe('the money that can be refunded', () => {
  const createdAt = new Date('2026-03-02T15:00:00Z');
  const debit = { direction: 'debit', status: 'settled', amountCents: 2500, createdAt } as const;
  const now = new Date('2026-03-10T15:00:00Z');
  type Asked = Parameters<typeof refundable>;
  const codeOf = (...asked: Asked) => {
    const answer = refundable(...asked);
    return answer.ok ? answer.amountCents : answer.code;
  };
  const ofTransfer = (transfer: Parameters<typeof refundableTransfer>[0], wanted: number | null = null, at = now) =>
    codeOf(refundableTransfer(transfer, at), [], wanted);

  it('is the money of a debit that has settled, all of it or a part', () => {
    assert.equal(ofTransfer(debit), 2500);
    assert.equal(ofTransfer({ ...debit, status: 'funds_available' }, 1), 1);
    assert.equal(ofTransfer({ ...debit, direction: 'credit' }), 'not_refundable');
    assert.equal(codeOf(nothingToRefund, [], null), 'not_refundable');
    for (const status of ['pending', 'posted', 'cancelled', 'failed', 'returned'] as const) {
      assert.equal(ofTransfer({ ...debit, status }), 'not_settled');
    }
  });

  it('for 180 days', () => {
    const last = new Date(createdAt.getTime() + 180 * 86_400_000);
    assert.equal(ofTransfer(debit, null, last), 2500);
    assert.equal(ofTransfer(debit, null, new Date(last.getTime() + 1)), 'refund_too_late');
  });

  it('is the money of a payment that has settled, in parts that Plaid can send', () => {
    const ofPayment = (status: string, wanted: number | null) =>
      codeOf(refundablePayment({ status }, 2500), [], wanted);
    assert.deepEqual([ofPayment('SETTLED', null), ofPayment('SETTLED', 100)], [2500, 100]);
    assert.deepEqual([ofPayment('SETTLED', 99), ofPayment('SETTLED', 2501)], ['refund_too_little', 'refund_too_much']);
    for (const status of ['INITIATED', 'EXECUTED', 'REJECTED', 'A_NEW_WORD']) {
      assert.equal(ofPayment(status, null), 'not_settled');
    }
  });

  it('never exceeds the debit: every refund counts whose money may be gone', () => {
    const refund = fc.record({
      status: fc.constantFrom<RefundStanding>('asked', 'refused', ...statuses),
      amountCents: fc.integer({ min: 1, max: 2500 }),
    });
    const wanted = fc.option(fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(fc.array(refund, { maxLength: 5 }), wanted, (refunds, asked) => {
        const counts = (status: RefundStanding) => ['asked', 'pending', 'posted', 'settled'].includes(status);
        const gone = refunds.reduce((sum, one) => sum + (counts(one.status) ? one.amountCents : 0), 0);
        const answer = refundable(refundableTransfer(debit, now), refunds, asked);
        const wants = asked ?? 2500 - gone;
        assert.equal(answer.ok, wants > 0 && gone + wants <= 2500);
        if (answer.ok) assert.equal(answer.amountCents, wants);
      }),
    );
  });

  it('has a reason in words if the refund came to nothing', () => {
    assert.equal(refundFailure('settled', null), null);
    assert.deepEqual(refundFailure('returned', 'R02'), { code: 'R02', words: 'The account has been closed.' });
    for (const status of ['refused', 'failed'] as const)
      assert.match(refundFailure(status, null)?.words ?? '', /refund/);
  });
});
