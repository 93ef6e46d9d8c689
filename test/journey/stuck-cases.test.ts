// Plants a case of each sign that docs/operating.md prints in bold, finds it by the page's filter, and frees it by the
// page's command.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { passTime } from '../../dev/time-travel.ts';
import { caseFile, caseWorkflowId } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { commandsIn, section } from '../support/commands-in.ts';
import { type Receiver, startReceiver } from '../support/http/receiver.ts';
import {
  atSimulator,
  createCase,
  goThroughLink,
  post,
  reads,
  remove,
  withoutWebhooks,
} from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { type TemporalCommand, temporalCommand } from '../support/stack/temporal-command.ts';
import { until } from '../support/until.ts';

type Stuck = {
  /** Makes a case of the applicant that does not move. Returns its id. */
  plant: (userId: string) => Promise<string>;
  /** Resolves once the case goes on. */
  moves: (id: string) => Promise<unknown>;
};

describe('a case that does not move', () => {
  let command: TemporalCommand;
  let tenant: Receiver;
  let endpoint: { id: string };
  let page: string;
  before(async () => {
    page = await readFile('docs/operating.md', 'utf8');
    command = await temporalCommand();
    tenant = await startReceiver();
    endpoint = await post('/v1/notification_endpoints', { url: tenant.url });
  });
  after(async () => {
    await command.stop();
    await remove(`/v1/notification_endpoints/${endpoint.id}`);
    await tenant.stop();
  });

  const begin = async (userId: string): Promise<string> => (await createCase({ user_id: userId })).id;
  const reaches = (id: string, stage: string) => reads(`/v1/onboardings/${id}`, stage, (view) => view.stage === stage);
  const isFunded = (id: string) => reaches(id, 'transferring');

  const stuck: Record<string, Stuck> = {
    'waiting for Link': {
      async plant(userId) {
        const id = await begin(userId);
        await withoutWebhooks([...ofLink], () => goThroughLink(id, { username: 'user_good' }));
        return id;
      },
      moves: isFunded,
    },
    'waiting for a repair': {
      async plant(userId) {
        const id = await begin(userId);
        await goThroughLink(id, { username: 'user_broken_login' });
        await reaches(id, 'repairing_link');
        await withoutWebhooks([...ofLink, 'LOGIN_REPAIRED'], () => goThroughLink(id, {}));
        return id;
      },
      moves: isFunded,
    },
    'waiting for the code of the micro-deposit': {
      async plant(userId) {
        const id = await begin(userId);
        await goThroughLink(id, { username: 'user_micro_deposits' });
        await reaches(id, 'awaiting_micro_deposits');
        // The bank first: where an earlier test has moved it months ahead, the case may ask for the code at any time
        // after the deposit was sent, and a move of the bank would end the Link for it.
        await atSimulator('/simulator/clock', { banking_days: 2 });
        const { temporal } = sharedStack();
        const handle = temporal.workflow.getHandle(caseWorkflowId(id));
        const posted = async () => JSON.stringify(await handle.query(caseFile)).includes('micro-deposits posted');
        assert.ok(await until(posted), 'the deposit was not sent');
        // Six days, because no bank books on a long weekend.
        await passTime(temporal, caseWorkflowId(id), 6 * 86_400);
        await reads(
          `/v1/onboardings/${id}`,
          'the code',
          ({ next_action }) => next_action.type === 'verify_micro_deposits',
        );
        await withoutWebhooks([...ofLink, 'VERIFICATION_STATUS_UPDATED', 'AUTOMATICALLY_VERIFIED'], () =>
          goThroughLink(id, {}),
        );
        return id;
      },
      // Plaid does not check the risk of an account whose numbers were typed in, so the case ends.
      moves: (id) => reaches(id, 'closed'),
    },
    trouble: {
      async plant(userId) {
        const refusal = { path: '/identity/match', kind: 'status', status: 404, error_code: 'NOT_FOUND' };
        await atSimulator('/simulator/faults', refusal);
        const id = await begin(userId);
        await goThroughLink(id, { username: 'user_good' });
        const handle = sharedStack().temporal.workflow.getHandle(caseWorkflowId(id));
        const inTrouble = async () =>
          (await handle.describe()).typedSearchAttributes.get(searchAttributes.trouble) !== 'none';
        assert.ok(await until(inTrouble), 'the case met no trouble');
        return id;
      },
      moves: isFunded,
    },
    'the tenant has not heard': {
      async plant(userId) {
        const id = await begin(userId);
        await goThroughLink(id, { username: 'user_similar_owner' });
        await reaches(id, 'in_review');
        assert.ok(await until(async () => heardOf(id).length > 0), 'the endpoint took no notification');
        tenant.received.length = 0;
        return id;
      },
      moves: async (id) => assert.ok(await until(async () => heardOf(id).length > 0), 'nothing was sent again'),
    },
    'waiting for an applicant who will not come': {
      plant: begin,
      moves: (id) => reads(`/v1/onboardings/${id}`, 'cancelled', ({ outcome }) => outcome === 'cancelled'),
    },
  };
  const heardOf = (id: string) => tenant.received.filter(({ json }) => json.data.onboarding_id === id);
  const rows = () => [
    ...section(page, 'A case that does not move').matchAll(/^\| \*\*(.*?)\*\*.*?\|.*?\|.*?`(\w+)`/gm),
  ];

  it('has a row for each of these, and for no other', () => {
    assert.deepEqual(
      rows().map(([, sign]) => sign),
      Object.keys(stuck),
    );
  });

  for (const [sign, { plant, moves }] of Object.entries(stuck)) {
    it(`${sign}: two commands find and free it`, async () => {
      const userId = `stuck-${randomUUID()}`;
      const id = await plant(userId);
      const list = commandsIn(page).find((one) => one.startsWith('temporal workflow list'));
      const listed = await command.run(list?.replace("'...'", `'${userId}'`) ?? '');
      assert.ok(listed.includes(id), listed);
      const update = rows().find(([, of]) => of === sign)?.[2] ?? '';
      const line = commandsIn(page).find((one) => one.includes(`--name ${update}`));
      assert.ok(line, `no command for ${update}`);
      await command.run(line, id);
      await moves(id);
    });
  }
});

/** The webhooks that say that Link is over. */
const ofLink = ['SESSION_FINISHED', 'ITEM_ADD_RESULT', 'EVENTS'] as const;
