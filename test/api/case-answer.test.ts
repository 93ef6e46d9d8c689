import assert from 'node:assert/strict';
import { caseAnswer, needsLink } from '../../api/cases/case-answer.ts';
import type { CaseView } from '../../db/case/case-views.ts';
import type { LinkSession } from '../../db/link/link-sessions.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { type Stage, stages } from '../../domain/case/stages.ts';
import { Secret } from '../../domain/secret.ts';
import { aFunding } from '../support/cases/stored-case.ts';

const at = new Date('2026-03-02T10:00:00Z');

const view = (change: Partial<CaseView>): CaseView => ({
  id: 'onb_1',
  tenantId: 'ten_1',
  userId: 'user-1',
  stage: 'starting',
  outcome: null,
  accountId: null,
  reason: null,
  waitingFor: null,
  waitingUntil: null,
  question: 'qst_1',
  funding: aFunding,
  products: [],
  createdAt: at,
  updatedAt: at,
  delay: null,
  linkLanguage: null,
  item: null,
  account: null,
  identity: null,
  policy: defaultPolicy,
  reviews: [],
  authorizedNetwork: null,
  identityVerification: null,
  authorization: null,
  transfer: null,
  refunds: [],
  payment: null,
  reports: [],
  metadata: {},
  ...change,
});

const link: LinkSession = {
  id: 'lnk_1',
  mode: 'new',
  offer: null,
  token: new Secret('link-1'),
  url: 'https://hosted.example/1',
  expiresAt: at,
};
const offer = { url: link.url, link_token: 'link-1', expires_at: at.toISOString() };
const runOut = {
  url: null,
  link_token: null,
  expires_at: null,
  renew: { method: 'POST', path: '/v1/onboardings/onb_1/link_token', body: null },
};

describe('the next_action of a case', () => {
  const expected: Record<Stage, unknown> = {
    starting: { type: 'wait', for: 'worker', until: null },
    awaiting_identity_verification: { type: 'verify_identity', url: 'https://verify.example/1' },
    awaiting_link: { type: 'open_link', ...offer },
    verifying_account: { type: 'wait', for: 'worker', until: null },
    awaiting_micro_deposits: { type: 'wait', for: 'worker', until: null },
    matching_identity: { type: 'wait', for: 'worker', until: null },
    in_review: { type: 'review', question: 'qst_1', approvals_needed: 1 },
    repairing_link: { type: 'repair_link', ...offer },
    authorizing: { type: 'wait', for: 'worker', until: null },
    transferring: { type: 'wait', for: 'worker', until: null },
    watching_returns: { type: 'wait', for: 'worker', until: null },
    closed: null,
  };
  for (const stage of stages) {
    it(`of ${stage}`, () =>
      assert.deepEqual(caseAnswer(view({ stage }), [link], 'https://verify.example/1').next_action, expected[stage]));
  }

  it('says how to renew an expired Link token', () => {
    for (const [stage, type] of [
      ['awaiting_link', 'open_link'],
      ['repairing_link', 'repair_link'],
    ] as const) {
      assert.deepEqual(caseAnswer(view({ stage }), []).next_action, { type, ...runOut });
    }
  });

  it('says what the case waits for, and until when', () => {
    const waiting = { stage: 'watching_returns', waitingFor: 'return_window', waitingUntil: at } as const;
    assert.deepEqual(caseAnswer(view(waiting), []).next_action, {
      type: 'wait',
      for: 'return_window',
      until: at.toISOString(),
    });
  });

  it('shows a Link token only where the case needs one', () => {
    for (const stage of stages.filter((stage) => !needsLink({ stage, waitingFor: null }))) {
      assert.doesNotMatch(JSON.stringify(caseAnswer(view({ stage }), [link])), /link-1/);
    }
  });
});

describe('the authorization of a case', () => {
  it("shows Plaid's decision and what Plaid said about the risk", () => {
    const decided = { decision: 'declined', rationale: 'NSF', description: 'Told.', network: 'ach' as const };
    const risk = { level: 'HIGH_RISK', bankReturnScore: 82, customerReturnScore: null, warnings: ['X'] };
    const authorization = { ...decided, ruleset: 'first-payment', risk };
    assert.deepEqual(caseAnswer(view({ authorization }), []).authorization, {
      ...decided,
      ruleset: 'first-payment',
      risk: {
        level: 'HIGH_RISK',
        bank_initiated_return_score: 82,
        customer_initiated_return_score: null,
        warnings: ['X'],
      },
    });
    assert.deepEqual(
      caseAnswer(view({ authorization: { ...authorization, risk: null } }), []).authorization?.risk,
      null,
    );
    assert.equal(caseAnswer(view({}), []).authorization, null);
  });
});
