import assert from 'node:assert/strict';
import { personActions } from '../../domain/case/next-action.ts';
import { outcomes } from '../../domain/case/onboarding.ts';
import type { Stage } from '../../domain/case/stages.ts';
import {
  type CaseState,
  type Notice,
  noticeOf,
  noticesOfAccount,
  notificationTypes,
} from '../../domain/notify/notifications.ts';
import { languages } from '../../domain/words/languages.ts';
import { isForApplicant, textOf } from '../../domain/words/words.ts';

const at = (stage: Stage, step: number, outcome: CaseState['outcome'] = null): CaseState => ({
  stage,
  step,
  outcome,
  waitingFor: null,
});

describe('noticeOf', () => {
  const open: Notice = { type: 'onboarding.action_required', action: 'open_link' };
  const repair: Notice = { type: 'onboarding.action_required', action: 'repair_link' };
  const onItsWay: Notice = { type: 'onboarding.transferring', action: null };
  const moves: [why: string, before: CaseState, after: CaseState, told: Notice | null][] = [
    ['the first Link, which the answer to the request names', at('starting', 0), at('awaiting_link', 0), null],
    ['Identity Verification as the first step', at('starting', 0), at('awaiting_identity_verification', 0), null],
    ['Link after that', at('awaiting_identity_verification', 0), at('awaiting_link', 1), open],
    ['Link again', at('verifying_account', 3), at('awaiting_link', 4), open],
    ['a step that needs no notification', at('verifying_account', 2), at('matching_identity', 3), null],
    ['a login that broke', at('matching_identity', 3), at('repairing_link', 4), repair],
    ['one that broke again while it was repaired', at('repairing_link', 4), at('repairing_link', 6), repair],
    ['a late retry of the step that asked', at('repairing_link', 4), at('repairing_link', 4), null],
    [
      'a micro-deposit on its way',
      at('verifying_account', 2),
      { ...at('awaiting_micro_deposits', 2), waitingFor: 'micro_deposit' },
      null,
    ],
    [
      'one that has arrived',
      { ...at('awaiting_micro_deposits', 3), waitingFor: 'micro_deposit' },
      { ...at('awaiting_micro_deposits', 4), waitingFor: 'micro_deposit_code' },
      { type: 'onboarding.action_required', action: 'verify_micro_deposits' },
    ],
    ['a review', at('matching_identity', 3), at('in_review', 3), { type: 'onboarding.in_review', action: 'review' }],
    [
      'a transfer to confirm, asked for by the step that authorized it',
      at('authorizing', 5),
      { ...at('authorizing', 5), waitingFor: 'confirmation' },
      { type: 'onboarding.action_required', action: 'confirm' },
    ],
    ['the answer of the tenant', { ...at('authorizing', 5), waitingFor: 'confirmation' }, at('authorizing', 5), null],
    ['money under way', at('authorizing', 5), at('transferring', 5), onItsWay],
    [
      'money that arrived',
      at('transferring', 5),
      at('watching_returns', 5, 'funded'),
      { type: 'onboarding.funded', action: null },
    ],
    ['the end of the return window', at('watching_returns', 5, 'funded'), at('closed', 5, 'funded'), null],
    [
      'a return after everything has closed',
      at('closed', 5, 'funded'),
      at('closed', 5, 'returned'),
      { type: 'onboarding.returned', action: null },
    ],
    [
      'money that came back and is to be moved again',
      at('watching_returns', 5, 'funded'),
      { ...at('transferring', 5), waitingFor: 'reinitiation' },
      { type: 'onboarding.returned', action: null },
    ],
    [
      'that money again, at a later step',
      { ...at('transferring', 5), waitingFor: 'reinitiation' },
      { ...at('transferring', 6), waitingFor: 'reinitiation' },
      null,
    ],
    [
      'the next try on its way',
      { ...at('transferring', 5), waitingFor: 'reinitiation' },
      at('transferring', 6),
      onItsWay,
    ],
    ['a late retry of that', at('transferring', 6), at('transferring', 6), null],
    [
      'money that came back from an unusable account',
      at('transferring', 5),
      { ...at('transferring', 5), waitingFor: 'another_account' },
      { type: 'onboarding.returned', action: null },
    ],
    [
      'another account to link after that',
      { ...at('transferring', 5), waitingFor: 'another_account' },
      at('awaiting_link', 6),
      open,
    ],
  ];
  for (const [why, before, after, told] of moves) {
    it(`${told?.type ?? 'nothing'}: ${why}`, () => assert.deepEqual(noticeOf(before, after), told));
  }

  it('has a type for every outcome', () => {
    for (const outcome of outcomes) {
      const told = noticeOf(at('transferring', 5), at('closed', 5, outcome));
      assert.ok(told && notificationTypes.includes(told.type), outcome);
    }
  });
});

describe('words', () => {
  const rails = ['ach', 'payment-initiation'] as const;
  const directions = ['debit', 'credit'] as const;
  const actions = [null, ...personActions, 'review', 'confirm'] as const;
  const everything = rails.flatMap((rail) =>
    directions.flatMap((direction) => actions.map((action) => ({ rail, direction, action, reason: 'R01' }))),
  );
  for (const language of languages) {
    for (const type of notificationTypes) {
      it(`${type} has a subject and whole sentences in ${language}, whatever it is about`, () => {
        for (const about of everything) {
          const { subject, text } = textOf(type, about, language);
          assert.match(subject, /^\p{Lu}[\p{L}: ,'’]{10,60}$/u);
          assert.match(text, /^(\p{Lu}[^.]*\.)( \p{Lu}[^.]*\.)*$/u);
        }
        assert.equal(typeof isForApplicant[type], 'boolean');
      });
    }
  }

  it('tell the applicant in a repair and a reminder what to do', () => {
    const about = { direction: 'debit', action: 'repair_link', reason: null } as const;
    assert.match(textOf('onboarding.action_required', about, 'en').text, /sign in there again/);
    assert.equal(textOf('onboarding.reminder', about, 'en').subject, 'Reminder: Your bank needs you');
  });

  it('tell an applicant who pays from their own bank what to do, and never that no money moved if it may have', () => {
    const about = { rail: 'payment-initiation', direction: 'debit', reason: 'payment_failed' } as const;
    assert.match(
      textOf('onboarding.action_required', { ...about, action: 'open_link' }, 'en').text,
      /^The payment failed at the bank\. Please approve the payment at your bank/,
    );
    assert.equal(
      textOf('onboarding.reminder', { ...about, action: 'open_link' }, 'en').subject,
      'Reminder: Approve your payment',
    );
    assert.doesNotMatch(textOf('onboarding.unverified', { ...about, action: null }, 'en').text, /No money/);
  });

  it('tell an applicant who has to link again why', () => {
    const about = { direction: 'debit', action: 'open_link', reason: 'verification_failed' } as const;
    assert.match(textOf('onboarding.action_required', about, 'en').text, /^The code .* three times\. Please connect/);
  });

  it('tell why a bank returned a payment, unless the reason is not for an email', () => {
    const returned = (reason: string | null) =>
      textOf('onboarding.returned', { direction: 'debit', action: null, reason }, 'en').text;
    assert.match(returned('R01'), /back\. There was not enough money in the account\.$/);
    assert.match(returned('R02'), /The account has been closed\.$/);
    for (const code of ['R15', 'R17', 'R24', 'R99', null]) assert.match(returned(code), /account back\.$/, `${code}`);
  });
});

describe('noticesOfAccount', () => {
  const rows: [...Parameters<typeof noticesOfAccount>, types: string][] = [
    [null, 'verified', 'review', 'account_linked account_verified'],
    [null, 'manual', 'review', 'account_linked'],
    ['manual', 'manual', 'review', ''],
    ['manual', 'verified', 'review', 'account_verified'],
    ['automatic', 'refused', 'review', ''],
    [null, 'refused', 'review', ''],
    ['verified', 'verified', 'review', ''],
    // The bank has changed the account, and another micro-deposit has to verify it.
    ['verified', 'manual', 'review', ''],
    [null, 'caution', 'accept', 'account_linked account_verified'],
    [null, 'caution', 'review', 'account_linked'],
    [null, 'caution', 'refuse', ''],
  ];
  for (const [before, now, caution, types] of rows) {
    it(`${before} to ${now}, where the policy is to ${caution}: ${types || 'none'}`, () => {
      const notices = noticesOfAccount(before, now, caution).map(({ type }) => type.replace('onboarding.', ''));
      assert.equal(notices.join(' '), types);
    });
  }
});
