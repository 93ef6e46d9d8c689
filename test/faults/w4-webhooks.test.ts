import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertItem } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { Secret } from '../../domain/secret.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedAccount, storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { createdCase } from '../support/http/api.ts';
import { counted, type Door, openDoor } from '../support/http/door.ts';
import { permutations } from '../support/permutations.ts';
import { type FakePlaid, fakePlaid } from '../support/plaid/fake-plaid.ts';
import { trials } from '../support/trials.ts';

/** The events of a case from Link on: three webhooks, and two commits of our own that they may overtake. */
const happenings = ['Link session recorded', 'SESSION_FINISHED', 'Item recorded', 'ERROR', 'LOGIN_REPAIRED'] as const;
type Happening = (typeof happenings)[number];

const inTime = (order: Happening[]) => order.indexOf('Link session recorded') < order.indexOf('Item recorded');
const orders = permutations(happenings).filter(inTime);

describe('W4: webhooks doubled and out of order', () => {
  const database = ownDatabase();
  let door: Door;
  let plaid: FakePlaid;
  before(async () => {
    plaid = fakePlaid();
    door = await openDoor(database.pool, { plaid });
  });
  after(() => door.stop());

  const signalsTo = (onboardingId: string) =>
    door.temporal.signals
      .filter(({ workflowId }) => workflowId === caseWorkflowId(onboardingId))
      .map(({ name, args }) => (name === 'itemChanged' ? (args[0] as { change: string }).change : name));
  const notDone = async () =>
    (await database.pool.query(`select type, code, status, result from webhooks where status <> 'done'`)).rows;
  const rowCount = async () => (await database.pool.query('select from webhooks')).rowCount ?? 0;

  async function startedCase() {
    const onboardingId = await storedCase(database.pool);
    await database.pool.query('update onboardings set workflow_started_at = now() where id = $1', [onboardingId]);
    door.temporal.started.set(caseWorkflowId(onboardingId), {});
    return { onboardingId, session: `lnk_${randomUUID()}`, linkToken: `link-${randomUUID()}`, itemId: randomUUID() };
  }
  type Started = Awaited<ReturnType<typeof startedCase>>;

  /** Each webhook comes this often. Our own commits come once. */
  async function happen(what: Happening, { onboardingId, session, linkToken, itemId }: Started, times: number) {
    if (what === 'Link session recorded') return recordLink(onboardingId, session, linkToken);
    if (what === 'Item recorded') {
      const item = { itemId, onboardingId, session, institution: null, accessToken: new Secret('access-1') };
      return transaction(database.pool, (tx) => insertItem(tx, testVault, item));
    }
    const body = what === 'SESSION_FINISHED' ? sessionFinished(linkToken) : itemWebhook(what, itemId);
    const token = await door.signer.sign(body);
    for (let time = 0; time < times; time += 1) assert.equal((await door.deliver(body, token)).status, 200);
  }
  const recordLink = (onboardingId: string, session: string, linkToken: string) =>
    storedLink(database.pool, onboardingId, { id: session, token: new Secret(linkToken) });

  it(`W4: all ${orders.length} orders of a case's webhooks and our own commits end the same, each webhook up to five times`, async () => {
    const before = await rowCount();
    const cases = await Promise.all(orders.map(async (order) => ({ order, ...(await startedCase()) })));
    for (const step of happenings.keys()) {
      for (const [at, one] of cases.entries()) {
        await happen(one.order[step] as Happening, one, 1 + ((at + step) % 5));
      }
      await door.relay.turn();
    }
    assert.ok((await counted(door.metrics.webhooksReceived, { result: 'duplicate' })) > orders.length, 'doubled');
    assert.ok((await counted(door.metrics.webhooksDelivered, { result: 'parked' })) > orders.length, 'overtaken');
    assert.deepEqual(await notDone(), []);
    assert.equal(await rowCount(), before + 3 * orders.length);
    for (const { order, onboardingId } of cases) {
      const heard = signalsTo(onboardingId);
      const changes = order.flatMap((what) =>
        what === 'ERROR' ? ['broken'] : what === 'LOGIN_REPAIRED' ? ['repaired'] : [],
      );
      assert.equal(heard.filter((name) => name === 'linked').length, 1, order.join(', '));
      assert.deepEqual(
        heard.filter((name) => name !== 'linked'),
        changes,
        order.join(', '),
      );
      assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'verifying_account', order.join(', '));
    }
  });

  for (const awaited of [true, false]) {
    const when = awaited ? 'before' : 'while';
    const count = trials({ local: 5, ci: 25, nightly: 500 });
    it(`W4: a webhook that comes ${when} the API records its own call to Plaid waits for that, in ${count} cases`, async () => {
      const early: Promise<unknown>[] = [];
      const { createLinkToken } = fakePlaid().gateway;
      plaid.gateway.createLinkToken = async (request) => {
        const link = await createLinkToken(request);
        // Plaid has the token now, and the API has its answer, but the record does not have it yet.
        const heard = door.deliver(sessionFinished(link.token.reveal())).then(() => door.relay.turn());
        early.push(heard);
        if (awaited) await heard;
        return link;
      };
      const before = await rowCount();
      const parked = await counted(door.metrics.webhooksDelivered, { result: 'parked' });
      for (let times = 0; times < count; times += 1) {
        const onboardingId = await createdCase(door, `user-${awaited}-${times}`);
        await early.at(-1);
        await door.relay.turn();
        assert.deepEqual(signalsTo(onboardingId), ['linked']);
        assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'verifying_account');
      }
      assert.equal(early.length, count);
      const overtook = (await counted(door.metrics.webhooksDelivered, { result: 'parked' })) - parked;
      if (awaited) assert.equal(overtook, count);
      assert.equal(await rowCount(), before + count);
      assert.deepEqual(await notDone(), []);
      plaid.gateway.createLinkToken = createLinkToken;
    });
  }

  it('W4: a webhook after the end of a case does not change the case', async () => {
    const { onboardingId, session, linkToken, itemId } = await startedCase();
    await recordLink(onboardingId, session, linkToken);
    await happen('Item recorded', { onboardingId, session, linkToken, itemId }, 1);
    await database.pool.query(`update onboardings set stage = 'closed', outcome = 'cancelled' where id = $1`, [
      onboardingId,
    ]);
    door.temporal.over.add(caseWorkflowId(onboardingId));
    const before = await loadCase(database.pool, onboardingId);
    const said = door.temporal.signals.length;
    for (const body of [
      sessionFinished(linkToken),
      sessionFinished(linkToken, 'EXITED'),
      itemWebhook('ERROR', itemId),
      itemWebhook('LOGIN_REPAIRED', itemId),
    ]) {
      assert.equal((await door.deliver(body)).status, 200);
      await door.relay.turn();
    }
    assert.deepEqual(await loadCase(database.pool, onboardingId), before);
    assert.equal(door.temporal.signals.length, said);
    const { rows } = await database.pool.query('select result from webhooks order by id desc limit 4');
    assert.deepEqual(
      rows.map(({ result }) => result),
      ['recorded', 'recorded', 'exited', 'known already'],
    );
    assert.deepEqual(await notDone(), []);
  });

  it('W4: the relay parks a webhook of an unknown case, and delays no other one', async () => {
    const count = 50;
    for (let times = 0; times < count; times += 1) {
      await door.deliver(itemWebhook('ERROR', `item-of-nobody-${times}`));
      await door.deliver(sessionFinished(`link-of-nobody-${times}`));
    }
    const { onboardingId } = await startedCase();
    const { itemId } = await storedAccount(database.pool, onboardingId);
    await door.deliver(itemWebhook('ERROR', itemId));
    await door.relay.turn();
    assert.deepEqual(signalsTo(onboardingId), ['broken']);
    const parked = (await notDone()).filter(({ status }) => status === 'parked');
    assert.equal(parked.length, 2 * count);
    assert.equal((await notDone()).length, 2 * count);
  });
});

const itemWebhook = (code: 'ERROR' | 'LOGIN_REPAIRED', itemId: string) =>
  JSON.stringify({ webhook_type: 'ITEM', webhook_code: code, item_id: itemId });

const sessionFinished = (linkToken: string, status = 'SUCCESS') =>
  JSON.stringify({
    webhook_type: 'LINK',
    webhook_code: 'SESSION_FINISHED',
    link_token: linkToken,
    status,
    public_tokens: status === 'SUCCESS' ? [`public-${linkToken}`] : [],
  });
