import assert from 'node:assert/strict';
import { caseAnswer, needsLink } from '../../api/cases/case-answer.ts';
import type { CaseView } from '../../db/case-views.ts';
import type { LinkSession } from '../../db/link-sessions.ts';
import { type Stage, stages } from '../../domain/onboarding.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { Secret } from '../../domain/secret.ts';
import { aFunding } from '../support/stored-case.ts';

const at = new Date('2026-03-02T10:00:00Z');

const view = (change: Partial<CaseView>): CaseView => ({
  id: 'onb_1',
  tenantId: 'ten_1',
  userId: 'user-1',
  stage: 'starting',
  outcome: null,
  reason: null,
  waitingFor: null,
  waitingUntil: null,
  funding: aFunding,
  products: [],
  createdAt: at,
  updatedAt: at,
  item: null,
  account: null,
  identity: null,
  policy: defaultPolicy,
  reviews: [],
  identityVerification: null,
  transfer: null,
  refunds: [],
  payment: null,
  reports: [],
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
const runOut = { url: null, link_token: null, expires_at: null, renew: 'POST /v1/onboardings/onb_1/link_token' };

describe('the next_action of a case', () => {
  const expected: Record<Stage, unknown> = {
    starting: { type: 'wait', for: 'starting', until: null },
    awaiting_identity_verification: { type: 'verify_identity', url: 'https://verify.example/1' },
    awaiting_link: { type: 'open_link', ...offer },
    verifying_account: { type: 'wait', for: 'verifying_account', until: null },
    awaiting_micro_deposits: { type: 'wait', for: 'awaiting_micro_deposits', until: null },
    matching_identity: { type: 'wait', for: 'matching_identity', until: null },
    in_review: { type: 'review', approvals_needed: 1 },
    repairing_link: { type: 'repair_link', ...offer },
    authorizing: { type: 'wait', for: 'authorizing', until: null },
    transferring: { type: 'wait', for: 'transferring', until: null },
    watching_returns: { type: 'wait', for: 'watching_returns', until: null },
    closed: null,
  };
  for (const stage of stages) {
    it(`of ${stage}`, () =>
      assert.deepEqual(caseAnswer(view({ stage }), [link], 'https://verify.example/1').next_action, expected[stage]));
  }

  it('says how to renew a Link token that ran out', () => {
    for (const [stage, type] of [
      ['awaiting_link', 'open_link'],
      ['repairing_link', 'repair_link'],
    ] as const) {
      assert.deepEqual(caseAnswer(view({ stage }), []).next_action, { type, ...runOut });
    }
  });

  it('says what the case waits for, and until when', () => {
    const waiting = { stage: 'watching_returns', waitingFor: 'the return window', waitingUntil: at } as const;
    assert.deepEqual(caseAnswer(view(waiting), []).next_action, {
      type: 'wait',
      for: 'the return window',
      until: at.toISOString(),
    });
  });

  it('shows a Link token to nobody who does not need one', () => {
    for (const stage of stages.filter((stage) => !needsLink({ stage, waitingFor: null }))) {
      assert.doesNotMatch(JSON.stringify(caseAnswer(view({ stage }), [link])), /link-1/);
    }
  });
});
