import assert from 'node:assert/strict';
import { type DelayReason, delayReasonOf } from '../../domain/case/delay.ts';
import { meaningOfCode } from '../../plaid/error-codes.ts';
import { asFailure } from '../../plaid/errors.ts';

describe('delayReasonOf', () => {
  const reasons: [kind: string, code: string, reason: DelayReason][] = [
    ['unavailable', 'INSTITUTION_DOWN', 'bank_unavailable'],
    ['unavailable', 'INSTITUTION_OF_TOMORROW', 'bank_unavailable'],
    ['unavailable', 'INTERNAL_SERVER_ERROR', 'plaid_unavailable'],
    ['uncertain', 'INTERNAL_SERVER_ERROR', 'plaid_unavailable'],
    ['busy', 'RATE_LIMIT_EXCEEDED', 'plaid_unavailable'],
    ['busy', 'plaid_limit', 'plaid_unavailable'],
    ['busy', 'TRANSFER_LIMIT_REACHED', 'limit_reached'],
    ['busy', 'ledger_balance', 'limit_reached'],
    ['busy', 'quota_reached', 'limit_reached'],
    ['unavailable', 'database_unavailable', 'internal_error'],
    ['unavailable', 'activity_timeout', 'internal_error'],
    ['bug', 'INVALID_API_KEYS', 'internal_error'],
    ['bug', 'INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT', 'internal_error'],
    ['bug', 'TypeError', 'internal_error'],
  ];
  for (const [kind, code, reason] of reasons) {
    it(`${reason}: ${kind} ${code}`, () => assert.equal(delayReasonOf({ kind, code }), reason));
  }

  it('blames the bank for each code by which Plaid says so', () => {
    const away = Object.entries(meaningOfCode).filter(([, { advice }]) =>
      advice.startsWith('The bank does not answer'),
    );
    assert.ok(away.length >= 3);
    for (const [code, { kind }] of away) assert.equal(delayReasonOf({ kind, code }), 'bank_unavailable');
  });

  it('blames Plaid for each call without an answer in its words', () => {
    const network = (code: string) => Object.assign(new Error(code), { code });
    const answer = (status: number) => Object.assign(new Error('answered'), { response: { status, data: '<html>' } });
    for (const error of [network('ERR_CANCELED'), network('ECONNRESET'), answer(502), answer(429)]) {
      for (const effect of ['read', 'money'] as const) {
        const { kind, detail } = asFailure(error, '/accounts/get', effect);
        assert.equal(delayReasonOf({ kind, code: detail.code }), 'plaid_unavailable', detail.code);
      }
    }
  });
});
