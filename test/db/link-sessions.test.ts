import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { addToTimeline, readTimeline } from '../../db/case/timeline.ts';
import { newId } from '../../db/ids.ts';
import { exitLink, finishLink, latestFinishedLink, readPublicToken } from '../../db/link/link-results.ts';
import {
  insertLinkSession,
  linkOfToken,
  openLinkSession,
  tokenHash,
  unfinishedLinkSessions,
} from '../../db/link/link-sessions.ts';
import { transaction } from '../../db/pool.ts';
import { Secret } from '../../domain/secret.ts';
import { storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';

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

  it('find the token by its hash and return it unchanged', async () => {
    const { onboardingId, link } = await awaitingLink();
    assert.equal(await caseOfId(database.pool, 'link_token', tokenHash(link.token)), onboardingId);
    const open = await openLinkSession(database.pool, testVault, onboardingId);
    assert.ok(open);
    assert.equal(open.token.reveal(), link.token.reveal());
    assert.deepEqual({ ...open, token: null }, { ...link, token: null, pageLanguage: null });
  });

  it('show the newest session that is neither finished, exited nor expired', async () => {
    const { onboardingId, link } = await awaitingLink();
    await storedLink(database.pool, onboardingId, { expiresAt: new Date(Date.now() - 1000) });
    assert.equal((await openLinkSession(database.pool, testVault, onboardingId))?.id, link.id);
    const newer = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.equal((await openLinkSession(database.pool, testVault, onboardingId))?.id, newer.id);
    await exitLink(database.pool, { sessionId: newer.id });
    await finish({ sessionId: link.id, publicToken: publicToken() });
    assert.equal(await openLinkSession(database.pool, testVault, onboardingId), null);
  });

  it('report a success as new to exactly one of twenty simultaneous callers', async () => {
    const { onboardingId, link } = await awaitingLink();
    const token = publicToken();
    const found = await linkOfToken(database.pool, tokenHash(link.token));
    assert.ok(found);
    const by = [{ sessionId: link.id }, { found }, { onboardingId }, { sessionId: link.id }];
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

  it('do not wait for a transaction that stores another row of the case', async () => {
    const { onboardingId, link } = await awaitingLink();
    await transaction(database.pool, async (tx) => {
      await addToTimeline(tx, onboardingId, 'something');
      assert.equal((await finish({ sessionId: link.id, publicToken: publicToken() }))?.news, true);
    });
  });

  it('report no second success when an older session proves to be the one that succeeded', async () => {
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

  it('do not count a new link as finished without its public token', async () => {
    const { onboardingId, link } = await awaitingLink();
    assert.equal((await finish({ sessionId: link.id, publicToken: null }))?.news, false);
    assert.equal(await stageOf(onboardingId), 'awaiting_link');
    assert.equal((await finish({ sessionId: link.id, publicToken: publicToken() }))?.news, true);
  });

  it('report a repair as new and do not move the case', async () => {
    const { onboardingId } = await awaitingLink();
    await moveStage(database.pool, { onboardingId, step: 3, stage: 'repairing_link' });
    const repair = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.equal((await finish({ sessionId: repair.id, publicToken: null }))?.news, true);
    assert.equal((await finish({ sessionId: repair.id, publicToken: null }))?.news, false);
    assert.equal(await stageOf(onboardingId), 'repairing_link');
    assert.equal(await readPublicToken(database.pool, testVault, repair.id), null);
    assert.equal(await latestFinishedLink(database.pool, onboardingId), null);
  });

  it('make the new Link of a repair the one to work with, and do not move the case', async () => {
    const { onboardingId, link } = await awaitingLink();
    await finish({ sessionId: link.id, publicToken: publicToken() });
    await moveStage(database.pool, { onboardingId, step: 3, stage: 'repairing_link' });
    const repair = await storedLink(database.pool, onboardingId, { mode: 'new' });
    assert.equal((await finish({ sessionId: repair.id, publicToken: publicToken() }))?.news, true);
    assert.equal(await stageOf(onboardingId), 'repairing_link');
    assert.equal((await latestFinishedLink(database.pool, onboardingId))?.session, repair.id);
  });

  it('work with the Link that finished last, even if one transaction records both', async () => {
    const { onboardingId, link: first } = await awaitingLink();
    const second = await storedLink(database.pool, onboardingId);
    await transaction(database.pool, async (tx) => {
      await finishLink(tx, testVault, { sessionId: second.id, publicToken: publicToken() });
      await finishLink(tx, testVault, { sessionId: first.id, publicToken: publicToken() });
    });
    assert.equal((await latestFinishedLink(database.pool, onboardingId))?.session, first.id);
  });

  it('do not work with a repair that brought a public token of the existing Item', async () => {
    const { onboardingId, link } = await awaitingLink();
    await finish({ sessionId: link.id, publicToken: publicToken() });
    const repair = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.equal((await finish({ sessionId: repair.id, publicToken: publicToken() }))?.news, true);
    assert.equal((await latestFinishedLink(database.pool, onboardingId))?.session, link.id);
  });

  it('offer the token that was made last, even if one transaction made both', async () => {
    const onboardingId = await storedCase(database.pool);
    const one = (id: string) => ({
      ...{ id, onboardingId, mode: 'new' as const, offer: null, url: 'https://hosted.example' },
    });
    for (let tries = 0; tries < 5; tries++) {
      const [first, last] = [newId('lnk'), newId('lnk')];
      await transaction(database.pool, async (tx) => {
        for (const id of [first, last]) {
          const expiresAt = new Date(Date.now() + 3_600_000);
          await insertLinkSession(tx, testVault, { ...one(id), token: new Secret(id), expiresAt });
        }
      });
      assert.equal((await openLinkSession(database.pool, testVault, onboardingId))?.id, last);
    }
  });

  it('are not undone by a late note that a token was offered', async () => {
    const { onboardingId, link } = await awaitingLink();
    await finish({ sessionId: link.id, publicToken: publicToken() });
    assert.equal(await moveStage(database.pool, { onboardingId, step: 0, stage: 'awaiting_link' }), false);
    assert.ok(await moveStage(database.pool, { onboardingId, step: 1, stage: 'matching_identity' }));
  });

  it('report no success as new for a closed case', async () => {
    const { onboardingId, link } = await awaitingLink();
    await closeStage(database.pool, { onboardingId, step: 1, outcome: 'abandoned' });
    assert.equal((await finish({ sessionId: link.id, publicToken: publicToken() }))?.news, false);
  });

  it('count a success after an exit, and an exit only before a success', async () => {
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

  it('find no session for an unknown token or case', async () => {
    assert.equal(await linkOfToken(database.pool, 'ff'), null);
    assert.equal(await finish({ sessionId: 'ses_none', publicToken: null }), null);
    assert.equal(await exitLink(database.pool, { onboardingId: 'onb_none' }), null);
  });

  for (const mode of ['update', 'accounts', 'consent', 'authorization', 'payment'] as const) {
    it(`keep no public token of ${mode}: the Link to work with stays the one that made the Item`, async () => {
      const { onboardingId, link } = await awaitingLink();
      await finish({ sessionId: link.id, publicToken: publicToken() });
      await storedLink(database.pool, onboardingId, { mode });
      // The browser gets a public token after each success, and the tenant passes it on.
      const given = publicToken();
      const done = await finish({ onboardingId, publicToken: given });
      assert.equal(done?.news, true);
      assert.equal(await readPublicToken(database.pool, testVault, done.session), null);
      assert.equal((await latestFinishedLink(database.pool, onboardingId))?.session, link.id);
      // Its hash stays on record, so that a repeated report is no success of a later Link.
      await storedLink(database.pool, onboardingId, { mode });
      assert.equal((await finish({ onboardingId, publicToken: given }))?.news, false);
    });
  }

  it('offer no Link with another purpose than the newest one', async () => {
    const { onboardingId } = await awaitingLink();
    const repair = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.equal((await openLinkSession(database.pool, testVault, onboardingId))?.id, repair.id);
    await database.pool.query('update link_sessions set expires_at = now() where id = $1', [repair.id]);
    assert.equal(await openLinkSession(database.pool, testVault, onboardingId), null);
  });
});
