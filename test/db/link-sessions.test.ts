import assert from 'node:assert/strict';
import {
  exitLink,
  finishLink,
  latestFinishedLink,
  linkTokenHash,
  openLinkSession,
  readPublicToken,
  unfinishedLinkSessions,
} from '../../db/link-sessions.ts';
import { loadCase } from '../../db/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { routeTo } from '../../db/routes.ts';
import { moveStage } from '../../db/stages.ts';
import { addToTimeline, readTimeline } from '../../db/timeline.ts';
import { Secret } from '../../domain/secret.ts';
import { ownDatabase } from '../support/database.ts';
import { storedCase, storedLink, testVault } from '../support/stored-case.ts';

describe('link sessions', () => {
  const database = ownDatabase();

  const finish = (which: Parameters<typeof finishLink>[2]) =>
    transaction(database.pool, (tx) => finishLink(tx, testVault, which));
  const stageOf = async (onboardingId: string) => (await loadCase(database.pool, onboardingId))?.stage;
  const publicToken = () => new Secret(`public-test-${Math.random()}`);

  async function awaitingLink() {
    const onboardingId = await storedCase(database.pool);
    const link = await storedLink(database.pool, onboardingId);
    await moveStage(database.pool, { onboardingId, step: 0, stage: 'awaiting_link' });
    return { onboardingId, link };
  }

  it('routes the token by its hash and gives it back as it was', async () => {
    const { onboardingId, link } = await awaitingLink();
    assert.equal(await routeTo(database.pool, 'link_token', linkTokenHash(link.token)), onboardingId);
    const open = await openLinkSession(database.pool, testVault, onboardingId);
    assert.ok(open);
    assert.equal(open.token.reveal(), link.token.reveal());
    assert.deepEqual({ ...open, token: null }, { ...link, token: null });
  });

  it('shows the newest session that is neither finished, exited nor expired', async () => {
    const { onboardingId, link } = await awaitingLink();
    await storedLink(database.pool, onboardingId, { expiresAt: new Date(Date.now() - 1000) });
    assert.equal((await openLinkSession(database.pool, testVault, onboardingId))?.id, link.id);
    const newer = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.equal((await openLinkSession(database.pool, testVault, onboardingId))?.id, newer.id);
    await exitLink(database.pool, { sessionId: newer.id });
    await finish({ sessionId: link.id, publicToken: publicToken() });
    assert.equal(await openLinkSession(database.pool, testVault, onboardingId), null);
  });

  it('is news to exactly one of twenty who tell it at once', async () => {
    const { onboardingId, link } = await awaitingLink();
    const token = publicToken();
    const by = [
      { sessionId: link.id },
      { linkTokenHash: linkTokenHash(link.token) },
      { onboardingId },
      { sessionId: link.id },
    ];
    const told = await Promise.all(
      Array.from({ length: 20 }, (_, i) => finish({ ...(by[i % 4] ?? { onboardingId }), publicToken: token })),
    );
    assert.equal(told.filter((one) => one?.news).length, 1);
    assert.ok(told.every((one) => one?.session === link.id && one.onboardingId === onboardingId));
    assert.equal(await stageOf(onboardingId), 'verifying_account');
    const timeline = await readTimeline(database.pool, onboardingId, { limit: 50 });
    assert.deepEqual(
      timeline.map(({ what }) => what),
      ['starting', 'awaiting_link', 'link_finished', 'verifying_account'],
    );
    assert.equal((await readPublicToken(database.pool, testVault, link.id))?.reveal(), token.reveal());
  });

  it('does not wait for a transaction that stores something of the same case', async () => {
    const { onboardingId, link } = await awaitingLink();
    await transaction(database.pool, async (tx) => {
      await addToTimeline(tx, onboardingId, 'something');
      assert.equal((await finish({ sessionId: link.id, publicToken: publicToken() }))?.news, true);
    });
  });

  it('is no second news when an older session proves to be the one that succeeded', async () => {
    const { onboardingId, link: older } = await awaitingLink();
    const newer = await storedLink(database.pool, onboardingId);
    const token = publicToken();
    const told = await Promise.all([
      finish({ onboardingId, publicToken: token }),
      finish({ sessionId: older.id, publicToken: token }),
    ]);
    assert.equal(told.filter((one) => one?.news).length, 1);
    const finished = (await latestFinishedLink(database.pool, onboardingId))?.session;
    assert.equal(finished, told.find((one) => one?.news)?.session);
    assert.ok([older.id, newer.id].includes(finished ?? ''));
  });

  it('does not take a new link for finished without its public token', async () => {
    const { onboardingId, link } = await awaitingLink();
    assert.equal((await finish({ sessionId: link.id, publicToken: null }))?.news, false);
    assert.equal(await stageOf(onboardingId), 'awaiting_link');
    assert.equal((await finish({ sessionId: link.id, publicToken: publicToken() }))?.news, true);
  });

  it('is news without moving the case when a repair succeeds', async () => {
    const { onboardingId } = await awaitingLink();
    await moveStage(database.pool, { onboardingId, step: 3, stage: 'repairing_link' });
    const repair = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.equal((await finish({ sessionId: repair.id, publicToken: null }))?.news, true);
    assert.equal((await finish({ sessionId: repair.id, publicToken: null }))?.news, false);
    assert.equal(await stageOf(onboardingId), 'repairing_link');
    assert.equal(await readPublicToken(database.pool, testVault, repair.id), null);
    assert.equal(await latestFinishedLink(database.pool, onboardingId), null);
  });

  it('is the Link to work with, without moving the case, when a repair had to link anew', async () => {
    const { onboardingId, link } = await awaitingLink();
    await finish({ sessionId: link.id, publicToken: publicToken() });
    await moveStage(database.pool, { onboardingId, step: 3, stage: 'repairing_link' });
    const repair = await storedLink(database.pool, onboardingId, { mode: 'new' });
    assert.equal((await finish({ sessionId: repair.id, publicToken: publicToken() }))?.news, true);
    assert.equal(await stageOf(onboardingId), 'repairing_link');
    assert.equal((await latestFinishedLink(database.pool, onboardingId))?.session, repair.id);
  });

  it('is not undone by a late note that the token was offered', async () => {
    const { onboardingId, link } = await awaitingLink();
    await finish({ sessionId: link.id, publicToken: publicToken() });
    assert.equal(await moveStage(database.pool, { onboardingId, step: 0, stage: 'awaiting_link' }), false);
    assert.ok(await moveStage(database.pool, { onboardingId, step: 1, stage: 'matching_identity' }));
  });

  it('is no news to a closed case', async () => {
    const { onboardingId, link } = await awaitingLink();
    await moveStage(database.pool, { onboardingId, step: 1, stage: 'closed', outcome: 'abandoned' });
    assert.equal((await finish({ sessionId: link.id, publicToken: publicToken() }))?.news, false);
  });

  it('counts a success after an exit, and an exit only before it', async () => {
    const { onboardingId, link } = await awaitingLink();
    assert.equal((await exitLink(database.pool, { onboardingId }))?.news, true);
    assert.equal((await exitLink(database.pool, { onboardingId }))?.news, false);
    assert.deepEqual(
      (await unfinishedLinkSessions(database.pool, testVault, onboardingId)).map(({ id }) => id),
      [link.id],
    );
    assert.equal((await finish({ sessionId: link.id, publicToken: publicToken() }))?.news, true);
    assert.equal((await exitLink(database.pool, { sessionId: link.id }))?.news, false);
    assert.deepEqual(await unfinishedLinkSessions(database.pool, testVault, onboardingId), []);
    const timeline = await readTimeline(database.pool, onboardingId, { limit: 50 });
    assert.equal(timeline.filter(({ what }) => what === 'link_exited').length, 1);
  });

  it('knows no session by an unknown token or case', async () => {
    assert.equal(await finish({ linkTokenHash: 'ff', publicToken: null }), null);
    assert.equal(await exitLink(database.pool, { onboardingId: 'onb_none' }), null);
  });
});
