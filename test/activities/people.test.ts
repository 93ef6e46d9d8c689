import assert from 'node:assert/strict';
import { loadCase, markWorkflowStarted } from '../../db/case/onboardings.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { readPublicToken } from '../../db/link/link-results.ts';
import { openLinkSession } from '../../db/link/link-sessions.ts';
import { claimLinkSignals } from '../../db/link/link-signals.ts';
import { listNotifications } from '../../db/notify/notifications.ts';
import type { Repair } from '../../domain/failure.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { storedAccount, storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const day = 86_400_000;

describe('activities around the applicant', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const people = () => activitiesOn(database.pool, plaid);
  const stageOf = async (onboardingId: string) => (await loadCase(database.pool, onboardingId))?.stage;
  const talesOf = async (onboardingId: string) => {
    await markWorkflowStarted(database.pool, onboardingId);
    const signals = await claimLinkSignals(database.pool, 100);
    return signals.filter((one) => one.theCase.id === onboardingId).map(({ signal }) => signal);
  };

  describe('findLink', () => {
    async function offered(mode: 'new' | 'update' = 'new') {
      const onboardingId = await storedCase(database.pool);
      await moveStage(database.pool, { onboardingId, step: 0, stage: 'awaiting_link' });
      const link = await storedLink(database.pool, onboardingId, { mode });
      const token = link.token.reveal();
      return { at: { onboardingId, step: 1 }, link, token };
    }

    it('finds the public token of a Link whose webhook was lost', async () => {
      const { at, link, token } = await offered();
      const publicToken = plaid.publicToken();
      plaid.links.set(token, { finished: true, publicTokens: [publicToken] });
      assert.deepEqual(await people().findLink(at), { finished: true });
      assert.equal(await stageOf(at.onboardingId), 'verifying_account');
      const stored = await readPublicToken(database.pool, testVault, link.id);
      assert.equal(stored?.reveal(), publicToken.reveal());
    });

    for (const [what, result] of [
      ['is still open', { finished: false, publicTokens: [] }],
      ['ended without a public token', { finished: true, publicTokens: [] }],
    ] as const) {
      it(`waits on while the Link ${what}`, async () => {
        const { at, token } = await offered();
        plaid.links.set(token, { ...result, publicTokens: [] });
        assert.deepEqual(await people().findLink(at), { finished: false });
        assert.equal(await stageOf(at.onboardingId), 'awaiting_link');
        assert.deepEqual(await talesOf(at.onboardingId), []);
      });
    }

    it('treats a repair as finished without a public token, because it makes none', async () => {
      const { at, token } = await offered('update');
      plaid.links.set(token, { finished: true, publicTokens: [] });
      assert.deepEqual(await people().findLink(at), { finished: true });
      assert.deepEqual(await people().findLink(at), { finished: false });
    });

    it('finds the newest Link although Plaid has forgotten an old one', async () => {
      const { at } = await offered();
      const newest = await storedLink(database.pool, at.onboardingId);
      plaid.links.set(newest.token.reveal(), { finished: true, publicTokens: [plaid.publicToken()] });
      assert.deepEqual(await people().findLink(at), { finished: true });
    });

    it('does not treat an unknown answer as a forgotten Link', async () => {
      const { at, token } = await offered();
      plaid.links.set(token, { finished: true, publicTokens: [plaid.publicToken()] });
      plaid.failNext('readLinkResult', 'after');
      await assert.rejects(people().findLink(at), { kind: 'uncertain' });
      assert.deepEqual(await people().findLink(at), { finished: true });
    });

    for (const when of ['before', 'after'] as const) {
      it(`F1: killed ${when} each of its statements, the case still receives the Link`, async () => {
        let statements = 0;
        for (;;) {
          const { at, token } = await offered();
          plaid.links.set(token, { finished: true, publicTokens: [plaid.publicToken()] });
          const dying = dyingPool(database.pool, statements + 1, when);
          await activitiesOn(dying.pool, plaid)
            .findLink(at)
            .catch(() => {});
          if (dying.diedAt === null) break;
          const { finished } = await untilDone(() => people().findLink(at));
          const told = await talesOf(at.onboardingId);
          assert.ok(finished || told.includes('linked'), dying.diedAt);
          assert.equal(await stageOf(at.onboardingId), 'verifying_account', dying.diedAt);
          statements += 1;
        }
        assert.ok(statements > 8, `only ${statements} statements were tried`);
      });
    }
  });

  describe('offerRepair', () => {
    async function broken() {
      const onboardingId = await storedCase(database.pool);
      const { itemId } = await storedAccount(database.pool, onboardingId);
      await moveStage(database.pool, { onboardingId, step: 2, stage: 'authorizing' });
      return { at: { onboardingId, step: 3 }, itemId };
    }

    for (const repair of [
      { mode: 'new' },
      { mode: 'update' },
      { mode: 'authorization', authorizationId: 'authorization-1' },
    ] satisfies Repair[]) {
      it(`${repair.mode}: offers a Link for it, and says until when the case waits`, async () => {
        const { at } = await broken();
        const { expiresAt } = await people().offerRepair({ ...at, repair });
        const link = await openLinkSession(database.pool, testVault, at.onboardingId);
        assert.deepEqual([link?.mode, link?.expiresAt.toISOString()], [repair.mode, expiresAt]);
        const [request] = plaid.linkRequests;
        assert.equal(request?.clientUserId, at.onboardingId);
        assert.equal(request?.webhookUrl, 'https://gangway.example/plaid/webhooks');
        const { mode, ...rest } = request?.purpose ?? { mode: null };
        assert.equal(mode, repair.mode);
        const token = 'accessToken' in rest ? rest.accessToken.reveal() : null;
        assert.equal(token?.startsWith('access-test-') ?? false, repair.mode === 'update');
        if ('authorizationId' in repair) assert.deepEqual(rest, { authorizationId: repair.authorizationId });
        const found = await loadCase(database.pool, at.onboardingId);
        assert.equal(found?.stage, 'repairing_link');
        assert.match(found?.waitingFor ?? '', /repair/);
        const waits = (found?.waitingUntil?.getTime() ?? 0) - Date.now();
        assert.ok(waits > 13.9 * day && waits <= 14 * day, `waits ${waits / day} days`);
      });
    }

    for (const when of ['before', 'after'] as const) {
      it(`F1: killed ${when} each of its statements, the applicant has a Link to open`, async () => {
        let statements = 0;
        for (;;) {
          const { at } = await broken();
          const offer = { ...at, repair: { mode: 'update' } as const };
          const dying = dyingPool(database.pool, statements + 1, when);
          await activitiesOn(dying.pool, plaid)
            .offerRepair(offer)
            .catch(() => {});
          if (dying.diedAt === null) break;
          const { expiresAt } = await untilDone(() => people().offerRepair(offer));
          const link = await openLinkSession(database.pool, testVault, at.onboardingId);
          assert.equal(link?.expiresAt.toISOString(), expiresAt, dying.diedAt);
          assert.equal(await stageOf(at.onboardingId), 'repairing_link', dying.diedAt);
          statements += 1;
        }
        assert.ok(statements > 8, `only ${statements} statements were tried`);
      });
    }
  });

  describe('remind', () => {
    async function waiting(stage: 'awaiting_link' | 'in_review' | 'verifying_account') {
      const onboardingId = await storedCase(database.pool);
      await moveStage(database.pool, { onboardingId, step: 2, stage, waitingFor: 'review' });
      return onboardingId;
    }
    const reminders = async (onboardingId: string) => {
      const page = { onboardingId, type: 'onboarding.reminder' as const, limit: 10 };
      return (await listNotifications(database.pool, 'ten_test', page)).notifications.map(({ data }) => data.action);
    };
    const noted = async (onboardingId: string) =>
      (await readTimeline(database.pool, onboardingId, { limit: 10 })).filter(({ what }) => what === 'reminded').length;

    it('notifies the tenant of the open action, each reminder once', async () => {
      const onboardingId = await waiting('awaiting_link');
      for (const reminder of [1, 1, 2, 1]) await people().remind({ onboardingId, reminder });
      assert.deepEqual(await reminders(onboardingId), ['open_link', 'open_link']);
      assert.equal(await noted(onboardingId), 2);
    });

    it('notifies the tenant of an undecided review', async () => {
      const onboardingId = await waiting('in_review');
      await people().remind({ onboardingId, reminder: 1 });
      assert.deepEqual(await reminders(onboardingId), ['review']);
    });

    it('alerts only the operators to trouble', async () => {
      const onboardingId = await waiting('awaiting_link');
      const alerts: unknown[] = [];
      const alert = (about: object, what: string) => void alerts.push({ ...about, what });
      const { remind } = activitiesOn(database.pool, plaid, { alert });
      for (const reminder of [1, 1]) await remind({ onboardingId, reminder, trouble: 'INSTITUTION_DOWN' });
      const what = 'in trouble: a step of this case keeps failing';
      assert.deepEqual(alerts, [{ onboarding_id: onboardingId, trouble: 'INSTITUTION_DOWN', what }]);
      assert.deepEqual(await reminders(onboardingId), []);
      assert.equal(await noted(onboardingId), 1);
    });

    it('sends nothing where the applicant has acted and the case does not know it yet', async () => {
      const onboardingId = await waiting('verifying_account');
      await people().remind({ onboardingId, reminder: 1 });
      assert.deepEqual(await reminders(onboardingId), []);
      assert.equal(await noted(onboardingId), 0);
    });

    for (const when of ['before', 'after'] as const) {
      it(`F1: killed ${when} each of its statements, it reminds once`, async () => {
        let statements = 0;
        for (;;) {
          const onboardingId = await waiting('awaiting_link');
          const dying = dyingPool(database.pool, statements + 1, when);
          const remind = { onboardingId, reminder: 1 };
          await activitiesOn(dying.pool, plaid)
            .remind(remind)
            .catch(() => {});
          if (dying.diedAt === null) break;
          await untilDone(() => people().remind(remind));
          assert.deepEqual(await reminders(onboardingId), ['open_link'], dying.diedAt);
          statements += 1;
        }
        assert.ok(statements > 4, `only ${statements} statements were tried`);
      });
    }
  });

  describe('closeCase', () => {
    it('records the ending, and answers a repeat equally', async () => {
      const onboardingId = await storedCase(database.pool);
      const close = { onboardingId, step: 4, outcome: 'abandoned', reason: 'link_expired' } as const;
      const ending = { outcome: 'abandoned', reason: 'link_expired' };
      for (let i = 0; i < 2; i++) assert.deepEqual(await people().closeCase(close), ending);
      const found = await loadCase(database.pool, onboardingId);
      assert.deepEqual([found?.stage, found?.outcome, found?.reason], ['closed', 'abandoned', 'link_expired']);
    });

    it('returns the earlier ending where the case has one', async () => {
      const onboardingId = await storedCase(database.pool);
      const ended = { outcome: 'rejected', reason: 'identity_conflict' } as const;
      await closeStage(database.pool, { onboardingId, step: 2, ...ended });
      const close = { onboardingId, step: 4, outcome: 'cancelled', reason: 'cancelled_by_tenant' } as const;
      assert.deepEqual(await people().closeCase(close), ended);
      assert.equal((await loadCase(database.pool, onboardingId))?.reason, ended.reason);
    });
  });
});
