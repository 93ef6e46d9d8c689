// Reads of an Item's state, after a webhook about it.
import assert from 'node:assert/strict';
import { recordItemChange, recordRenewal } from '../../db/bank/item-health.ts';
import { findItem, itemOfCase } from '../../db/bank/items.ts';
import { findOnboarding } from '../../db/case/case-views.ts';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import type { Wait } from '../../domain/case/stages.ts';
import { Failure } from '../../domain/failure.ts';
import { itemFeed } from '../../domain/feed.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('checkItem', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let onboardingId: string;
  let itemId: string;
  beforeEach(async () => {
    plaid = strictPlaid();
    onboardingId = await storedCase(database.pool);
    ({ itemId } = await storedAccount(database.pool, onboardingId));
    await move('in_review', 'review');
  });

  const move = (stage: StageMove['stage'], waitingFor?: Wait) =>
    moveStage(database.pool, { onboardingId, step: 9, stage, ...(waitingFor && { waitingFor }) });
  const check = () => activitiesOn(database.pool, plaid).checkItem({ onboardingId });
  const drain = () => activitiesOn(database.pool, plaid).drainFeed(itemFeed(itemId));
  const shown = async () => {
    const item = (await findOnboarding(database.pool, 'ten_test', onboardingId))?.item;
    return [item?.error, item?.consentEndsAt];
  };
  const asked = async () => {
    const { rows } = await database.pool.query<{ told: string }>(
      `select type || ': ' || (data->>'action') as told from notifications
       where onboarding_id = $1 and type = 'onboarding.action_required'`,
      [onboardingId],
    );
    return rows.map(({ told }) => told);
  };
  const repair = 'onboarding.action_required: repair_link';

  it("shows Plaid's answer, and asks for the repair once", async () => {
    plaid.itemError = 'ITEM_LOGIN_REQUIRED';
    await check();
    await check();
    assert.deepEqual([await shown(), await asked()], [['ITEM_LOGIN_REQUIRED', null], [repair]]);
  });

  it('shows that the login works, whatever a webhook has said', async () => {
    await check();
    assert.deepEqual([await shown(), await asked()], [[null, null], []]);
  });

  it('finds out without a webhook that the login was repaired', async () => {
    plaid.itemError = 'ITEM_LOGIN_REQUIRED';
    await check();
    plaid.itemError = null;
    await check();
    assert.deepEqual(await shown(), [null, null]);
    assert.ok((await itemOfCase(database.pool, testVault, onboardingId))?.repairedAt);
    plaid.itemError = 'ITEM_LOGIN_REQUIRED';
    await check();
    assert.deepEqual(await asked(), [repair, repair]);
  });

  it('does not mark an Item as broken that was repaired during the read', async () => {
    plaid.itemError = 'ITEM_LOGIN_REQUIRED';
    const held = plaid.holdNext('readItem', 'after');
    const checked = check();
    await held.reached;
    await recordRenewal(database.pool, onboardingId);
    held.letGo();
    await checked;
    assert.deepEqual([await shown(), await asked()], [[null, null], []]);
  });

  it('shows that Plaid no longer knows the Item', async () => {
    const gone = new Failure('needs-user', 'Link again.', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
    plaid.failNext('readItem', 'before', gone);
    await assert.rejects(check(), { kind: 'needs-user' });
    assert.deepEqual(await shown(), ['ITEM_NOT_FOUND', null]);
  });

  it('shows no end date after the consent has ended', async () => {
    const at = new Date(Date.now() - 60_000);
    await recordItemChange(database.pool, { itemId, change: 'consent_ending', at });
    await check();
    assert.deepEqual(await shown(), [null, null]);
  });

  for (const [stage, waitingFor, asks] of [
    ['authorizing', 'plaid_limit', [repair]],
    ['authorizing', 'ledger_balance', [repair]],
    ['authorizing', undefined, []],
    ['awaiting_micro_deposits', 'micro_deposit', []],
    ['repairing_link', 'repair', []],
    ['transferring', 'reinitiation', [repair]],
    ['transferring', 'settlement', []],
  ] as const) {
    it(`${stage}, waiting for ${waitingFor ?? 'nothing'}: ${asks.length ? 'asks' : 'does not ask'} the applicant`, async () => {
      await move(stage, waitingFor);
      await database.pool.query('delete from notifications where onboarding_id = $1', [onboardingId]);
      plaid.itemError = 'ITEM_LOGIN_REQUIRED';
      await drain();
      assert.deepEqual([await shown(), await asked()], [['ITEM_LOGIN_REQUIRED', null], asks]);
    });
  }

  it('reads for a case that sleeps, once, and again when a consent ends', async () => {
    await move('transferring', 'settlement');
    assert.equal((await drain()).lookAgainSeconds, null);
    await recordItemChange(database.pool, { itemId, change: 'consent_ending', at: new Date(Date.now() + 3_600_000) });
    const seconds = (await drain()).lookAgainSeconds ?? 0;
    assert.ok(seconds > 3_500 && seconds <= 3_600, `${seconds}`);
    const gone = new Failure('needs-user', 'Link again.', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
    plaid.failNext('readItem', 'before', gone);
    await drain();
    assert.equal((await findItem(database.pool, testVault, itemId))?.error, 'ITEM_NOT_FOUND');
  });

  it('throws in an outage, so that Temporal retries, and does nothing without a token', async () => {
    plaid.failNext('readItem', 'before', new Failure('unavailable', 'Away.', { code: 'INTERNAL_SERVER_ERROR' }));
    await assert.rejects(drain(), { kind: 'unavailable' });
    await recordItemChange(database.pool, { itemId, change: 'permission_revoked', at: null });
    plaid.calls.length = 0;
    assert.deepEqual([await drain(), plaid.calls], [{ events: 0, signalled: 0, lookAgainSeconds: null }, []]);
  });
});
