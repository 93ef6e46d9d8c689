// A case accepts only the end of the Link that it waits for, and each end once.
import assert from 'node:assert/strict';
import type { LinkMode } from '../../domain/bank/link.ts';
import type { Repair } from '../../domain/failure.ts';
import { cancel, caseFile, itemChanged, linked, linkLeft } from '../../workflows/messages.ts';
import { parked } from '../support/cases/parked-case.ts';
import { failure, happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

type Handle = Awaited<ReturnType<typeof startCase>>;

const declined = async () => ({ result: 'declined', reason: 'NSF' }) as const;

const isStep = (call: string) => call !== 'findLink';

/** The workflow handles signals in their order, so a later query shows their effect. */
async function waitsOn(handle: Handle): Promise<void> {
  assert.equal((await handle.query(caseFile)).stage, 'repairing_link');
  await handle.executeUpdate(cancel, { args: [{ by: 'operator' }] });
  assert.equal(await handle.result(), 'cancelled');
}

const update = { mode: 'update' } as const;
const consent = { mode: 'consent' } as const;
const accounts = { mode: 'accounts' } as const;
const authorization = { mode: 'authorization', authorizationId: 'authorization-1' } as const;

describe('a case that waits for a repair in Link', () => {
  const notIt: [what: string, repair: Repair, signal: (handle: Handle) => Promise<void>][] = [
    ['the applicant left Link', update, (handle) => handle.signal(linkLeft)],
    [
      'a repeated signal of the Link before',
      update,
      (handle) => handle.signal(linked, { session: 'lnk_1', mode: 'new' }),
    ],
    [
      'a finished Link of another mode',
      authorization,
      (handle) => handle.signal(linked, { session: 'lnk_2', mode: 'update' }),
    ],
    [
      'a new login, which is no consent',
      consent,
      (handle) => handle.signal(linked, { session: 'lnk_2', mode: 'update' }),
    ],
    [
      'a repair elsewhere, which is no consent',
      consent,
      (handle) => handle.signal(itemChanged, { webhook: 'whk_1', itemId: 'item-1', change: 'repaired' }),
    ],
  ];
  for (const [what, repair, signal] of notIt) {
    it(`waits on after ${what} (${repair.mode})`, async () => {
      const calls = await parked(repair, async (handle) => {
        await signal(handle);
        await waitsOn(handle);
      });
      assert.deepEqual(calls.filter(isStep), ['readAccount', 'matchOwner', 'offerRepair', 'closeCase']);
    });
  }

  const atTheStep = ['readAccount', 'matchOwner', 'offerRepair', 'matchOwner', 'moveMoney'];
  const atTheAccount = ['readAccount', 'matchOwner', 'offerRepair', 'readAccount', 'matchOwner', 'moveMoney'];
  const answers: [repair: Repair, finished: LinkMode, goesOn: string[]][] = [
    [update, 'update', atTheStep],
    [consent, 'consent', atTheStep],
    [authorization, 'authorization', atTheStep],
    [accounts, 'accounts', atTheAccount],
    [update, 'accounts', atTheAccount],
    [update, 'new', atTheAccount],
    [consent, 'new', atTheAccount],
    [authorization, 'new', atTheAccount],
  ];
  for (const [repair, finished, goesOn] of answers) {
    const where = goesOn === atTheStep ? 'at the step that failed' : 'at the account';
    it(`for ${repair.mode}, goes on ${where} when a Link for ${finished} is finished`, async () => {
      const calls = await parked(repair, async (handle) => {
        await handle.signal(linkLeft);
        await handle.signal(linked, { session: 'lnk_2', mode: finished });
        assert.equal(await handle.result(), 'declined');
      });
      assert.deepEqual(calls.filter(isStep), goesOn);
    });
  }

  it('goes on with the account, also if it could read none before', async () => {
    let broken = true;
    const activities = happy({
      moveMoney: declined,
      readAccount: async () => {
        if (broken) throw failure('needs-user', { code: 'NO_ACCOUNTS', repair: accounts });
        return { itemId: 'item-1', accountId: 'account-1', proof: 'verified', status: null };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'repairing_link');
      broken = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'accounts' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.deepEqual(activities.calls, ['readAccount', 'offerRepair', 'readAccount', 'matchOwner', 'moveMoney']);
  });

  it('takes one success for one repair, however often the signal comes', async () => {
    let left = 2;
    const activities = happy({
      moveMoney: declined,
      matchOwner: async () => {
        if (left-- > 0) throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: update });
        return { decision: 'match' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      const repaired = async (times: number) =>
        activities.calls.filter((call) => call === 'offerRepair').length === times;
      for (const [times, session] of [
        [1, 'lnk_2'],
        [2, 'lnk_3'],
      ] as const) {
        while (!(await repaired(times))) await env.sleep('1 second');
        await stageReached(env, handle, 'repairing_link');
        if (times === 2) await handle.signal(linked, { session: 'lnk_2', mode: 'update' });
        assert.equal((await handle.query(caseFile)).stage, 'repairing_link');
        await handle.signal(linked, { session, mode: 'update' });
      }
      assert.equal(await handle.result(), 'declined');
    });
    const again = ['offerRepair', 'matchOwner'];
    assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', ...again, ...again, 'moveMoney']);
  });
});
