// Wherever a case stands, it can be cancelled until money may be on its way, it ends by itself where somebody or something
// is waited for, and either way nothing of it is left at Plaid. With the real activities, on a strict Plaid.
import assert from 'node:assert/strict';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { loadCase } from '../../db/onboardings.ts';
import { Failure } from '../../domain/failure.ts';
import type { Outcome, Stage } from '../../domain/onboarding.ts';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import type { TransferRef } from '../../domain/transfer.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { asTemporalFailure } from '../../worker/failures.ts';
import { cancel, linked } from '../../workflows/messages.ts';
import { activitiesOn, finishNewLink } from '../support/activities.ts';
import { anAccount } from '../support/an-account.ts';
import { stageReached, startCase } from '../support/cases.ts';
import { ownDatabase } from '../support/database.ts';
import { storedCase, storedTransfer } from '../support/stored-case.ts';
import { type StrictPlaid, strictPlaid } from '../support/strict-plaid.ts';
import { type FakeActivities, withWorker } from '../support/temporal.ts';

type Standing = {
  /** Where the stage alone does not say it. */
  what?: string;
  policy?: Partial<Policy>;
  /** What is so at Plaid that the case comes there, and no further. */
  at?: (plaid: StrictPlaid) => void;
  /** The person has finished Link, or the money is on its way. */
  after?: 'link' | 'transfer' | 'funds';
  cancelled?: 'refused';
  /** How it ends when nothing happens. Null: not by itself. */
  ends: [outcome: Outcome, reason: string] | null;
};

const away = () =>
  Promise.reject(new Failure('unavailable', 'The bank is away.', { code: 'INSTITUTION_DOWN', ...wait }));
/** Longer than an activity waits by itself. */
const wait = { retryAfterSeconds: 1800 };
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
      ends: ['unproven', 'not_proven_in_time'],
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
      // By limit_within_days, which its activity counts (test/activities/money-decisions.test.ts).
      ends: null,
    },
    {
      what: 'while a transfer may be on its way',
      after: 'link',
      at: unless('createTransfer', () =>
        Promise.reject(new Failure('uncertain', 'No answer.', { code: 'timeout', ...wait })),
      ),
      cancelled: 'refused',
      ends: null,
    },
  ],
  // Asleep it hears nothing of this: the API cancels the transfer itself (test/api/cancel-transfer.test.ts).
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

describe('a case that is let go of', () => {
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

  /** With failures as worker/main.ts makes them. */
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
      it(`${name}: is not cancelled`, async () => {
        const { record } = await play(one, async (handle) => {
          const asked = handle.executeUpdate(cancel, { args: [{ by: 'product' }] });
          await assert.rejects(asked, (error: WorkflowUpdateFailedError) =>
            /can no longer be cancelled/.test(String(error.cause?.message)),
          );
          await handle.terminate();
        });
        assert.notEqual(record?.outcome, 'cancelled');
      });
    } else {
      it(`${name}: is cancelled, and leaves nothing at Plaid`, async () => {
        const { plaid, record } = await play(one, async (handle) => {
          await handle.executeUpdate(cancel, { args: [{ by: 'product' }] });
          assert.equal(await handle.result(), 'cancelled');
        });
        const { stage, outcome, reason } = record ?? assert.fail();
        assert.deepEqual([stage, outcome, reason], ['closed', 'cancelled', 'cancelled_by_product']);
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
