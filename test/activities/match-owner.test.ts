import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { defaultPolicy, type Policy } from '../../domain/case/policy.ts';
import { type IdentityScores, judge } from '../../domain/owner/identity.ts';
import { activitiesOn, finishNewLink, untilDone } from '../support/cases/activities.ts';
import { anApplicant, storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const none = { email: null, phone: null, address: null };
const unknown = { ...none, legal_name: null };
const day = 86_400_000;

describe('matchOwner', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  async function verifiedCase(
    scores: IdentityScores,
    policy: Partial<Policy> = {},
  ): Promise<{ onboardingId: string; step: number }> {
    plaid.scores = scores;
    const onboardingId = await storedCase(database.pool, { policy });
    await finishNewLink(database.pool, onboardingId, plaid.publicToken());
    const at = { onboardingId, step: 1 };
    await activitiesOn(database.pool, plaid).readAccount(at);
    return { ...at, step: 2 };
  }
  const matchOwner = (at: { onboardingId: string; step: number }) => activitiesOn(database.pool, plaid).matchOwner(at);
  const checksOf = async (onboardingId: string) =>
    (
      await database.pool.query(
        `select decision, reason, fields, flags, source, policy_version as "policyVersion" from identity_checks
         where onboarding_id = $1`,
        [onboardingId],
      )
    ).rows;

  for (const [decision, score, stage, outcome, reason] of [
    ['match', 95, 'authorizing', null, null],
    ['unclear', 75, 'in_review', null, 'name_weak'],
    ['conflict', 10, 'closed', 'rejected', 'identity_conflict'],
  ] as const) {
    it(`${decision}: goes on to ${stage}, keeps the judgement of each field, and returns only the decision and the ending`, async () => {
      const at = await verifiedCase({ ...none, legal_name: score });
      const ended = outcome && { ended: { outcome, reason } };
      assert.deepEqual(await matchOwner(at), { decision, ...ended });
      const found = await loadCase(database.pool, at.onboardingId);
      assert.deepEqual([found?.stage, found?.outcome, found?.reason], [stage, outcome, reason]);
      const owner = { scores: { ...none, legal_name: score }, flags: [] };
      assert.deepEqual(await checksOf(at.onboardingId), [judge('plaid_match', [owner], defaultPolicy.identity)]);
    });
  }

  it("follows the case's policy, and keeps Plaid's scores and the version of the rules", async () => {
    const thresholds = { legal_name: 60, email: 70, phone: 70, address: 70 };
    const identity = { ...defaultPolicy.identity, thresholds };
    plaid.flags = ['nickname'];
    const at = await verifiedCase({ ...none, legal_name: 65 }, { identity });
    assert.equal((await matchOwner(at)).decision, 'match');
    const [check] = await checksOf(at.onboardingId);
    assert.deepEqual([check.flags, check.source, check.policyVersion], [['nickname'], 'plaid_match', 3]);
    assert.equal(check.fields[0].threshold, 60);
  });

  describe('where Plaid does not compare', () => {
    const ada = { names: ['Byron, Ada'], emails: ['ADA@example.com'], phones: [], addresses: [] };
    beforeEach(() => {
      plaid.matches = false;
    });

    it('compares the owners that the bank names by our own rules', async () => {
      plaid.owners = [{ ...ada, names: ['Percival Oxley'] }, ada];
      const at = await verifiedCase(unknown);
      assert.equal((await matchOwner(at)).decision, 'match');
      const [check] = await checksOf(at.onboardingId);
      assert.deepEqual([check.source, check.flags], ['own_rules', ['partial_name', 'joint_owners']]);
      assert.deepEqual(
        check.fields.map(({ score }: { score: number | null }) => score),
        [95, 100, null, null],
      );
    });

    it('refuses an account that belongs to another person', async () => {
      plaid.owners = [{ ...ada, names: ['Percival Oxley'] }];
      assert.equal((await matchOwner(await verifiedCase(unknown))).decision, 'conflict');
    });

    for (const [name, reason] of [
      ['N/A', 'name_unknown'],
      ['Ада Байрон', 'other_script'],
      ['ADA BYRON, L.L.C.', 'business'],
      ['ESTATE OF ADA BYRON', 'fiduciary'],
      ['ADA OXLEY AND PERCIVAL BYRON', 'name_weak'],
    ] as const) {
      it(`leaves ${name} to reviewers, as ${reason}`, async () => {
        plaid.owners = [{ ...ada, names: [name] }];
        const at = await verifiedCase(unknown);
        assert.equal((await matchOwner(at)).decision, 'unclear');
        const found = await loadCase(database.pool, at.onboardingId);
        assert.deepEqual([found?.stage, found?.reason], ['in_review', reason]);
      });
    }

    it('leaves it to reviewers where the bank names no owner, with the reason', async () => {
      const at = await verifiedCase(unknown);
      assert.equal((await matchOwner(at)).decision, 'unclear');
      const found = await loadCase(database.pool, at.onboardingId);
      assert.deepEqual([found?.stage, found?.reason], ['in_review', 'identity_not_available']);
      const [check] = await checksOf(at.onboardingId);
      assert.deepEqual([check.source, check.reason], [null, 'identity_not_available']);
    });

    it("keeps no owner, neither on record nor in the workflow's history", async () => {
      plaid.owners = [{ ...ada, names: ['Percival Canary Oxley'], emails: ['canary@example.com'] }];
      const at = await verifiedCase(unknown);
      const judgement = JSON.stringify(await matchOwner(at));
      assert.doesNotMatch(judgement + JSON.stringify(await checksOf(at.onboardingId)), /canary|oxley|ada/i);
    });
  });

  it('gives the reviewers their time', async () => {
    const at = await verifiedCase({ ...none, legal_name: 75 });
    const asked = Date.now();
    await matchOwner(at);
    const found = await loadCase(database.pool, at.onboardingId);
    assert.match(found?.waitingFor ?? '', /review/);
    const until = found?.waitingUntil?.getTime() ?? 0;
    assert.ok(until >= asked + 14 * day && until <= Date.now() + 14 * day, `until ${found?.waitingUntil}`);
  });

  it('asks Plaid about the applicant and the current account of the case', async () => {
    const at = await verifiedCase({ ...none, legal_name: 95 });
    const asked: unknown[] = [];
    const gateway = {
      ...plaid.gateway,
      matchIdentity: (...args: Parameters<typeof plaid.gateway.matchIdentity>) => {
        asked.push(args[1], args[2]);
        return plaid.gateway.matchIdentity(...args);
      },
    };
    await activitiesOn(database.pool, plaid, { plaid: gateway }).matchOwner(at);
    assert.deepEqual(asked, [plaid.accounts[0]?.accountId, anApplicant]);
  });

  for (const when of ['before', 'after'] as const) {
    it(`F1: killed ${when} each of its statements, it comes to the same stage`, async () => {
      let statements = 0;
      for (;;) {
        plaid = strictPlaid();
        const at = await verifiedCase({ ...none, legal_name: 75 });
        const dying = dyingPool(database.pool, statements + 1, when);
        await activitiesOn(dying.pool, plaid)
          .matchOwner(at)
          .catch(() => {});
        if (dying.diedAt === null) break;
        assert.equal((await untilDone(() => matchOwner(at))).decision, 'unclear', dying.diedAt);
        assert.equal((await loadCase(database.pool, at.onboardingId))?.stage, 'in_review', dying.diedAt);
        assert.ok((await checksOf(at.onboardingId)).length > 0, dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 8, `only ${statements} statements were tried`);
    });
  }

  it('does not move the stage back when it comes late', async () => {
    const at = await verifiedCase({ ...none, legal_name: 10 });
    await moveStage(database.pool, { ...at, step: 3, stage: 'authorizing' });
    assert.equal((await matchOwner(at)).decision, 'conflict');
    assert.equal((await loadCase(database.pool, at.onboardingId))?.stage, 'authorizing');
  });

  it('fails as a bug that names the missing record where a case has no account', async () => {
    const onboardingId = await storedCase(database.pool);
    await assert.rejects(matchOwner({ onboardingId, step: 2 }), { kind: 'bug', detail: { code: 'record_missing' } });
    await assert.rejects(matchOwner({ onboardingId: 'onb_none', step: 2 }), { kind: 'bug' });
  });
});
