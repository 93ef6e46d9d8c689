// The rule set of the policy goes to Plaid, and the risk in Plaid's answer onto the record.
import assert from 'node:assert/strict';
import { findOnboarding } from '../../db/case/case-views.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { type At, storedPaymentUnder } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { refusal } from '../support/plaid/strict-money.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('moveMoney with a rule set of Signal', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const moveMoney = (at: At) => activitiesOn(database.pool, plaid).moveMoney(at);
  const policy = { signalRuleset: 'first-payment' };
  async function authorizationOf({ onboardingId }: At) {
    const theCase = await loadCase(database.pool, onboardingId);
    return (await findOnboarding(database.pool, theCase?.tenantId ?? '', onboardingId))?.authorization;
  }

  it('names it for a debit, and shows it with what Plaid said', async () => {
    const risk = { level: 'HIGH_RISK', bankReturnScore: 82, customerReturnScore: 9, warnings: ['NO_BALANCE'] };
    const description = 'Transaction has an elevated risk.';
    plaid.decisions.push({ decision: 'declined', rationale: 'NSF', description, risk });
    const at = await storedPaymentUnder(database.pool, policy);
    assert.deepEqual(await moveMoney(at), { result: 'declined', reason: 'NSF' });
    assert.equal(plaid.authorizations[0]?.request.ruleset, 'first-payment');
    const decided = { decision: 'declined', rationale: 'NSF', description, network: 'ach' };
    assert.deepEqual(await authorizationOf(at), { ...decided, ruleset: 'first-payment', risk });
  });

  it('names none for a credit, which Signal does not judge', async () => {
    const at = await storedPaymentUnder(database.pool, policy, 'rtp');
    assert.equal((await moveMoney(at)).result, 'sent');
    assert.equal(plaid.authorizations[0]?.request.ruleset, null);
    const { ruleset, risk } = (await authorizationOf(at)) ?? {};
    assert.deepEqual([ruleset, risk], [null, null]);
  });

  it('waits in trouble while Signal does not know it, and asks again under the same key', async () => {
    const at = await storedPaymentUnder(database.pool, policy);
    plaid.failNext('authorize', 'before', refusal('bug', 'RULESET_NOT_FOUND'));
    await assert.rejects(moveMoney(at), { kind: 'bug', detail: { code: 'RULESET_NOT_FOUND' }, noOpenCall: true });
    assert.equal(await authorizationOf(at), null);
    assert.equal((await moveMoney(at)).result, 'sent');
    const { rows } = await database.pool.query('select key from authorizations where onboarding_id = $1', [
      at.onboardingId,
    ]);
    assert.equal(rows.length, 1);
  });
});
