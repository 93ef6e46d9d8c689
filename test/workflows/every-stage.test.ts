// In every stage a case can be cancelled until money may be on its way, and every wait ends by itself. Either way it
// leaves nothing at Plaid. The tests use the real activities on a strict Plaid.
import assert from 'node:assert/strict';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { loadCase } from '../../db/case/onboardings.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import { defaultPolicy, type Policy } from '../../domain/case/policy.ts';
import type { Stage, Wait } from '../../domain/case/stages.ts';
import { Failure, type FailureKind } from '../../domain/failure.ts';
import type { TransferRef } from '../../domain/transfers/transfer.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { asTemporalFailure } from '../../worker/failures.ts';
import { cancel, linked } from '../../workflows/messages.ts';
import { activitiesOn, finishNewLink } from '../support/cases/activities.ts';
import { anAccount } from '../support/cases/an-account.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { eventually, fileOf, stageReached, startCase, troubleShown } from '../support/cases/workflow-cases.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

type Standing = {
  /** The name of the row, if the stage alone is ambiguous. */
  what?: string;
  policy?: Partial<Policy>;
  /** Sets Plaid up so that the case reaches the stage, and no further. */
  at?: (plaid: StrictPlaid) => void;
  /** The applicant has finished Link, or the money is on its way. */
  after?: 'link' | 'transfer' | 'funds';
  cancelled?: 'refused';
  /** The case shows this wait instead of trouble. */
  waits?: Wait;
  /** The ending when nothing happens. Null when the case does not end by itself. */
  ends: [outcome: Outcome, reason: string] | null;
};

/** It asks for a wait that is longer than an activity's own. */
const failing = (kind: FailureKind, words: string, code: string) => () =>
  Promise.reject(new Failure(kind, words, { code, retryAfterSeconds: 1800 }));
const away = failing('unavailable', 'The bank is away.', 'INSTITUTION_DOWN');
const broken = () =>
  Promise.reject(new Failure('needs-user', 'Sign in.', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } }));
const unless =
  (call: keyof PlaidGateway, answer: () => Promise<never>) =>
  ({ gateway }: StrictPlaid) =>
    void Object.assign(gateway, { [call]: answer });
const money = defaultPolicy.money;

const standings: Record<Exclude<Stage, 'starting'>, Standing[]> = {
  awaiting_identity_verification: [
    {
      policy: { identityVerification: { templateId: 'idvtmp_1' } },
      ends: ['abandoned', 'identity_verification_late'],
    },
  ],
  awaiting_link: [{ ends: ['abandoned', 'link_expired'] }],
  verifying_account: [
    { after: 'link', at: unless('readAccounts', away), ends: ['failed', 'trouble_expired: INSTITUTION_DOWN'] },
  ],
  awaiting_micro_deposits: [
    {
      after: 'link',
      at: (plaid) => plaid.accounts.splice(0, 1, anAccount({ verificationStatus: 'pending_manual_verification' })),
      ends: ['unverified', 'not_verified_in_time'],
    },
  ],
  matching_identity: [
    { after: 'link', at: unless('matchIdentity', away), ends: ['failed', 'trouble_expired: INSTITUTION_DOWN'] },
  ],
  in_review: [
    {
      what: 'of the owner',
      after: 'link',
      at: (plaid) => Object.assign(plaid.scores, { legal_name: 75 }),
      ends: ['rejected', 'review_expired'],
    },
    {
      what: 'of a risk that Plaid has not checked',
      after: 'link',
      policy: { money: { ...money, uncheckedRisk: 'review' } },
      at: (plaid) => plaid.decisions.push({ decision: 'approved', rationale: 'ERROR' }),
      ends: ['declined', 'review_expired'],
    },
  ],
  repairing_link: [
    { what: 'of the login', after: 'link', at: unless('matchIdentity', broken), ends: ['abandoned', 'repair_expired'] },
    {
      what: 'as the authorization asks',
      after: 'link',
      at: (plaid) => plaid.decisions.push({ decision: 'user_action_required' }),
      ends: ['abandoned', 'repair_expired'],
    },
  ],
  authorizing: [
    {
      what: 'while our limit is used up',
      after: 'link',
      at: (plaid) =>
        plaid.decisions.push(...Array(9).fill({ decision: 'declined', rationale: 'TRANSFER_LIMIT_REACHED' })),
      // It ends by limit_within_days, which its activity counts (test/activities/not-as-asked.test.ts).
      ends: null,
    },
    {
      what: 'while the tenant has to confirm the transfer',
      after: 'link',
      policy: { money: { ...money, confirmWithin: '3 days' } },
      waits: 'confirmation',
      ends: ['cancelled', 'not_confirmed'],
    },
    {
      what: 'while Plaid refuses to authorize, for a reason that is ours',
      after: 'link',
      at: unless('authorize', failing('bug', 'No.', 'TRANSFER_FORBIDDEN_ACH_CLASS')),
      ends: ['failed', 'trouble_expired: TRANSFER_FORBIDDEN_ACH_CLASS'],
    },
    {
      what: 'while its authorization cannot be read',
      after: 'link',
      at: unless('authorize', failing('uncertain', 'No sense.', 'unexpected_answer')),
      ends: ['failed', 'trouble_expired: unexpected_answer'],
    },
    {
      what: 'while Plaid does not take the transfer',
      after: 'link',
      at: unless('createTransfer', away),
      ends: ['failed', 'trouble_expired: INSTITUTION_DOWN'],
    },
    {
      what: 'while a transfer may be on its way',
      after: 'link',
      at: unless('createTransfer', failing('uncertain', 'No answer.', 'timeout')),
      cancelled: 'refused',
      ends: null,
    },
  ],
  // The API cancels a transfer itself (test/api/cancel-transfer.test.ts).
  transferring: [{ after: 'transfer', at: unless('findTransfer', away), cancelled: 'refused', ends: null }],
  watching_returns: [{ after: 'funds', at: unless('findTransfer', away), cancelled: 'refused', ends: null }],
  closed: [
    {
      what: 'while its Item is removed',
      after: 'link',
      at: (plaid) => {
        Object.assign(plaid.scores, { legal_name: 0 });
        unless('removeItem', away)(plaid);
      },
      cancelled: 'refused',
      ends: null,
    },
  ],
};

describe('a case that is cancelled or left alone', () => {
  const database = ownDatabase();
  const all = Object.entries(standings).flatMap(([stage, those]) =>
    those.map((standing) => ({ stage: stage as Stage, standing })),
  );

  async function play(
    { stage, standing }: (typeof all)[number],
    drive: (handle: Awaited<ReturnType<typeof startCase>>) => Promise<void>,
  ) {
    const plaid = strictPlaid();
    standing.at?.(plaid);
    const policy = { ...defaultPolicy, remindAfterDays: [], troubleWithin: '1 days' as const, ...standing.policy };
    const onboardingId = await storedCase(database.pool, { policy });
    const transfer = await transferOf(onboardingId, standing.after);
    await withWorker(asTheWorkerRunsThem(plaid), async (env) => {
      const handle = await startCase(env, { onboardingId, policy, ...(transfer && { transfer }) });
      if (standing.after === 'link') {
        await finishNewLink(database.pool, onboardingId, plaid.publicToken());
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      }
      await stageReached(env, handle, stage);
      // The case shows the stage before the call, and cannot be cancelled during the call.
      const { waits } = standing;
      if (waits) await eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === waits);
      else if (stage === 'authorizing') await troubleShown(env, handle);
      await drive(handle);
    });
    return { plaid, record: await loadCase(database.pool, onboardingId) };
  }

  async function transferOf(onboardingId: string, after: Standing['after']): Promise<TransferRef | null> {
    if (after !== 'transfer' && after !== 'funds') return null;
    const transferId = await storedTransfer(database.pool, onboardingId);
    const standing = after === 'funds' ? 'funded' : 'moving';
    return { transferId, itemId: 'item-1', standing, watchUntil: '2100-01-01T00:00:00.000Z' };
  }

  /** The activities, with failures as worker/main.ts makes them. */
  function asTheWorkerRunsThem(plaid: StrictPlaid): FakeActivities {
    const run = Object.entries(activitiesOn(database.pool, plaid)).map(([name, activity]) => [
      name,
      (at: never) =>
        (activity as (at: never) => Promise<unknown>)(at).catch((error: unknown) => {
          throw asTemporalFailure(error);
        }),
    ]);
    return Object.fromEntries(run);
  }

  function assertNothingLeft({ calls, removed, authorizations, cancelled, transfers }: StrictPlaid): void {
    const items = calls.filter((call) => call === 'exchangePublicToken').length;
    assert.equal(removed.size, items, 'an Item is left');
    const left = authorizations.filter((one) => one.decision === 'approved' && !cancelled.has(one.authorizationId));
    assert.deepEqual(left, [], 'an authorization is left');
    assert.equal(transfers.length, 0, 'money is on its way');
  }

  for (const one of all) {
    const { stage, standing } = one;
    const name = standing.what ? `${stage}, ${standing.what}` : stage;

    if (standing.cancelled === 'refused') {
      it(`${name}: cannot be cancelled`, async () => {
        const { record } = await play(one, async (handle) => {
          const asked = handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
          await assert.rejects(asked, (error: WorkflowUpdateFailedError) =>
            /can no longer be cancelled/.test(String(error.cause?.message)),
          );
          await handle.terminate();
        });
        assert.notEqual(record?.outcome, 'cancelled');
      });
    } else {
      it(`${name}: can be cancelled, and leaves nothing at Plaid`, async () => {
        const { plaid, record } = await play(one, async (handle) => {
          await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
          assert.equal(await handle.result(), 'cancelled');
        });
        const { stage, outcome, reason } = record ?? assert.fail();
        assert.deepEqual([stage, outcome, reason], ['closed', 'cancelled', 'cancelled_by_tenant']);
        assertNothingLeft(plaid);
      });
    }

    const { ends } = standing;
    if (ends) {
      it(`${name}: ends as ${ends.join(', ')}, and leaves nothing at Plaid`, async () => {
        const { plaid, record } = await play(one, async (handle) => assert.equal(await handle.result(), ends[0]));
        const { stage, outcome, reason } = record ?? assert.fail();
        assert.deepEqual([stage, outcome, reason], ['closed', ...ends]);
        assertNothingLeft(plaid);
      });
    }
  }
});
