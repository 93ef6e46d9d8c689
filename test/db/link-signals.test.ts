import assert from 'node:assert/strict';
import { insertItem } from '../../db/bank/items.ts';
import { markWorkflowStarted } from '../../db/case/onboardings.ts';
import { addLinkSignal, claimLinkSignals, dropLinkSignal, newestLink } from '../../db/link/link-signals.ts';
import { transaction } from '../../db/pool.ts';
import { Secret } from '../../domain/secret.ts';
import { storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';

describe('facts about Link that a case has not received', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  async function unsignalled(): Promise<{ onboardingId: string; session: string }> {
    const onboardingId = await storedCase(database.pool);
    const { id: session } = await storedLink(database.pool, onboardingId);
    await addLinkSignal(database.pool, session, 'linkOffered');
    await markWorkflowStarted(database.pool, onboardingId);
    return { onboardingId, session };
  }
  const claimed = async () =>
    (await claimLinkSignals(database.pool, 10)).map(({ session, signal }) => [session, signal]);

  it('wait until the workflow of the case runs', async () => {
    const onboardingId = await storedCase(database.pool);
    const { id } = await storedLink(database.pool, onboardingId);
    await addLinkSignal(database.pool, id, 'linked');
    assert.deepEqual(await claimed(), []);
    await markWorkflowStarted(database.pool, onboardingId);
    assert.deepEqual(await claimed(), [[id, 'linked']]);
  });

  it('are the latest one of each session, until it is delivered', async () => {
    const { session } = await unsignalled();
    await addLinkSignal(database.pool, session, 'linked');
    assert.deepEqual(await claimed(), [[session, 'linked']]);
    await dropLinkSignal(database.pool, session);
    assert.deepEqual(await claimed(), []);
  });

  it('go to one claimant, and to the next one if that dies', async () => {
    const { session } = await unsignalled();
    const died = transaction(database.pool, async (tx) => {
      assert.equal((await claimLinkSignals(tx, 10)).length, 1);
      assert.deepEqual(await claimed(), []);
      await dropLinkSignal(tx, session);
      throw new Error('died');
    });
    await assert.rejects(died, /died/);
    assert.deepEqual(await claimed(), [[session, 'linkOffered']]);
  });

  it('do not keep the case waiting that their signal has woken', async () => {
    const { onboardingId, session } = await unsignalled();
    await transaction(database.pool, async (tx) => {
      await claimLinkSignals(tx, 10);
      // The signal is sent before this transaction ends, and the worker then records the Item of the session.
      await insertItem(database.pool, testVault, {
        ...{ itemId: 'item-1', onboardingId, session, institution: null, accessToken: new Secret('access-token') },
      });
    });
  });

  it('include the newest Link of a case', async () => {
    const { onboardingId } = await unsignalled();
    const { expiresAt } = await storedLink(database.pool, onboardingId, { mode: 'update' });
    assert.deepEqual(await newestLink(database.pool, onboardingId), { mode: 'update', expiresAt });
    assert.equal(await newestLink(database.pool, 'onb_none'), null);
  });
});
