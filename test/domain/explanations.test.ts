import assert from 'node:assert/strict';
import { explanationOf } from '../../domain/words/explanations.ts';

describe('explanationOf', () => {
  it('returns why a deposit came back, by its return code', () => {
    assert.match(
      explanationOf('micro_deposits_reversed: R03', 'en') ?? '',
      /came back\. The bank finds no such account/,
    );
    assert.match(explanationOf('micro_deposits_reversed: R02', 'en') ?? '', /The account has been closed\.$/);
    for (const reason of ['micro_deposits_reversed', 'micro_deposits_reversed: R15', 'micro_deposits_reversed: R17']) {
      assert.equal(
        explanationOf(reason, 'en'),
        'A small deposit to the account came back.',
        'not for the applicant to read',
      );
    }
  });

  it('returns why money came back, if the applicant may read it', () => {
    assert.match(explanationOf('R03', 'en') ?? '', /^The bank sent the money back\. The bank finds no such account/);
    assert.equal(explanationOf('R15', 'en'), 'The bank sent the money back.', 'a death');
  });

  it('returns why Plaid does not vouch for an account', () => {
    assert.match(explanationOf('verification_failed', 'en') ?? '', /wrong three times/);
    assert.match(explanationOf('database_insights_fail', 'en') ?? '', /not known/);
    assert.match(explanationOf('no_usable_account', 'en') ?? '', /checking or savings account/);
  });

  it('returns null for the end of a case, and without a reason', () => {
    for (const reason of [null, 'NSF', 'left_link', 'constructor', 'micro_deposits_reversed: R03; drop table']) {
      assert.equal(explanationOf(reason, 'en'), null, `${reason}`);
    }
  });
});
