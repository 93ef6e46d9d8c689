import assert from 'node:assert/strict';
import { addLinkTell, claimLinkTells, dropLinkTell, newestLink } from '../../db/link-tells.ts';
import { markWorkflowStarted } from '../../db/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { storedCase, storedLink } from '../support/stored-case.ts';

describe('what Link has yet to tell', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  async function untold(): Promise<{ onboardingId: string; session: string }> {
    const onboardingId = await storedCase(database.pool);
    const { id: session } = await storedLink(database.pool, onboardingId);
    await addLinkTell(database.pool, session, 'linkOffered');
    await markWorkflowStarted(database.pool, onboardingId);
    return { onboardingId, session };
  }
  const claimed = async () => (await claimLinkTells(database.pool, 10)).map(({ session, tell }) => [session, tell]);

  it('waits until the case runs', async () => {
    const onboardingId = await storedCase(database.pool);
    const { id } = await storedLink(database.pool, onboardingId);
    await addLinkTell(database.pool, id, 'linked');
    assert.deepEqual(await claimed(), []);
    await markWorkflowStarted(database.pool, onboardingId);
    assert.deepEqual(await claimed(), [[id, 'linked']]);
  });

  it('is the latest of a session, until it was told', async () => {
    const { session } = await untold();
    await addLinkTell(database.pool, session, 'linked');
    assert.deepEqual(await claimed(), [[session, 'linked']]);
    await dropLinkTell(database.pool, session);
    assert.deepEqual(await claimed(), []);
  });

  it('is told by one claimant only, and again if that one dies', async () => {
    const { session } = await untold();
    const died = transaction(database.pool, async (tx) => {
      assert.equal((await claimLinkTells(tx, 10)).length, 1);
      assert.deepEqual(await claimed(), []);
      await dropLinkTell(tx, session);
      throw new Error('died');
    });
    await assert.rejects(died, /died/);
    assert.deepEqual(await claimed(), [[session, 'linkOffered']]);
  });

  it('knows the newest Link of a case', async () => {
    const { onboardingId } = await untold();
    const { expiresAt } = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.deepEqual(await newestLink(database.pool, onboardingId), { mode: 'update', expiresAt });
    assert.equal(await newestLink(database.pool, 'onb_none'), null);
  });
});
