// The applicant is back from Link, and only Plaid knows yet how it ended. No worker runs here.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { moveStage } from '../../db/case/stages.ts';
import type { LinkSession } from '../../db/link/link-sessions.ts';
import type { LinkMode } from '../../domain/bank/link.ts';
import type { Wait } from '../../domain/case/stages.ts';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import type { LinkResult } from '../../plaid/gateway.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedAccount, storedLink, storedTransfer } from '../support/cases/stored-case.ts';
import { aRequest, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { type FakePlaid, fakePlaid } from '../support/plaid/fake-plaid.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

const finished: LinkResult = { finished: true, publicTokens: [] };

describe('an applicant who is back from Link', () => {
  let plaid: FakePlaid;
  let results: Map<string, LinkResult>;
  let looks: number;
  let id: string;
  const [database, api] = forEachTest((pool) => {
    results = new Map();
    looks = 0;
    plaid = fakePlaid({
      readLinkResult: async (token) => {
        looks += 1;
        return results.get(token.reveal()) ?? { finished: false, publicTokens: [] };
      },
      createUser: async () => ({ userId: `user-${randomUUID()}`, token: null }),
    });
    return startApi(pool, { plaid });
  });
  beforeEach(async () => {
    const body = { ...aRequest(), products: ['income'] };
    id = (await api.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body })).body.id;
    api.temporal.signals.length = 0;
  });

  const back = () => api.send('POST', `/v1/onboardings/${id}/link`, { body: { returned: true } });
  const renew = (body: object = {}) => api.send('POST', `/v1/onboardings/${id}/link_token`, { body });
  const read = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body;
  const move = (stage: 'repairing_link' | 'awaiting_link' | 'awaiting_micro_deposits', waitingFor: Wait) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, waitingFor, waitingUntil: new Date() });
  const signals = async () => {
    await api.relay.turn();
    return api.temporal.signals.filter(({ workflowId }) => workflowId === caseWorkflowId(id));
  };
  const made = () => plaid.linkTokens.length;
  const firstToken = () => plaid.linkTokens[0]?.token ?? '';
  const linked = () => ({ finished: true, publicTokens: [new Secret(`public-${randomUUID()}`)] });

  for (const [how, ask] of [
    ['a word that they are back', back],
    ['a wish for a Link token', renew],
  ] as const) {
    it(`${how}: the API asks Plaid at once, and the answer says what the case does now`, async () => {
      api.temporal.away = unavailable();
      results.set(firstToken(), linked());
      const { status, body } = await ask();
      assert.deepEqual([status, body.stage, body.next_action.type], [200, 'verifying_account', 'wait']);
      api.temporal.away = null;
      const [told] = await signals();
      assert.equal(told?.name, 'linked');
      assert.match(JSON.stringify(told?.args), /"mode":"new"/);
      assert.equal(made(), 1);
      assert.equal((await renew()).body.code, 'stage_conflict');
      assert.equal((await back()).body.next_action.type, 'wait');
      assert.equal(made(), 1);
    });

    it(`${how}: an applicant who has not finished gets the open Link`, async () => {
      const { status, body } = await ask();
      assert.deepEqual([status, body.next_action.type, body.next_action.link_token], [200, 'open_link', firstToken()]);
      assert.deepEqual([looks, made(), await signals()], [1, 1, []]);
    });
  }

  it('gets no second Link after the first one expired, if they had finished it', async () => {
    await database.pool.query('update link_sessions set expires_at = now() where onboarding_id = $1', [id]);
    results.set(firstToken(), linked());
    assert.equal((await renew()).body.next_action.type, 'wait');
    assert.equal(made(), 1);
  });

  const waiting: [mode: LinkMode, stage: Parameters<typeof move>[0], waitingFor: Wait][] = [
    ['update', 'repairing_link', 'repair'],
    ['accounts', 'repairing_link', 'repair'],
    ['consent', 'repairing_link', 'repair'],
    ['authorization', 'repairing_link', 'repair'],
    ['update', 'awaiting_micro_deposits', 'micro_deposit_code'],
    ['payment', 'awaiting_link', 'link'],
  ];
  for (const [mode, stage, waitingFor] of waiting) {
    it(`${mode}, ${stage}: a finished Link is never offered again, even without a worker`, async () => {
      await storedTransfer(database.pool, id);
      const link = await storedLink(database.pool, id, { mode });
      await move(stage, waitingFor);
      assert.notEqual((await read()).next_action.type, 'wait');
      results.set(link.token.reveal(), finished);
      for (const { status, body } of [await back(), await back()]) {
        assert.equal(status, 200);
        assert.deepEqual(body.next_action, { type: 'wait', for: 'after_link', until: null });
      }
      const before = made();
      const { status, body } = await renew();
      assert.deepEqual([status, body.code, made()], [409, 'stage_conflict', before]);
      assert.deepEqual(
        (await signals()).map(({ name, args }) => [name, args]),
        [['linked', [{ session: link.id, mode }]]],
      );
    });

    it(`${mode}, ${stage}: leaving it is no success`, async () => {
      await storedTransfer(database.pool, id);
      const link = await storedLink(database.pool, id, { mode });
      await move(stage, waitingFor);
      const asked = (await read()).next_action.type;
      results.set(link.token.reveal(), { finished: false, left: true, publicTokens: [] });
      assert.equal((await back()).body.next_action.type, asked);
      const told = stage === 'awaiting_micro_deposits' ? ['linkLeft'] : [];
      assert.deepEqual(
        (await signals()).map(({ name }) => name),
        told,
      );
    });
  }

  it('gets a new Link in place of a repair that can only fail again', async () => {
    await storedAccount(database.pool, id);
    const link = await storedLink(database.pool, id, { mode: 'update' });
    await move('repairing_link', 'repair');
    results.set(link.token.reveal(), { finished: false, left: true, needsNewLink: true, publicTokens: [] });
    const { body } = await renew();
    assert.equal(plaid.linkTokens.at(-1)?.request.purpose.mode, 'new');
    assert.deepEqual(
      [body.next_action.type, body.next_action.link_token],
      ['repair_link', plaid.linkTokens.at(-1)?.token],
    );
    results.set(plaid.linkTokens.at(-1)?.token ?? '', linked());
    assert.equal((await back()).body.next_action.type, 'wait');
  });

  for (const mode of ['accounts', 'consent'] as const) {
    it(`gets another token for ${mode} when the first one has expired`, async () => {
      await storedAccount(database.pool, id);
      await storedLink(database.pool, id, { mode, expiresAt: new Date() });
      await move('repairing_link', 'repair');
      await renew();
      assert.equal(plaid.linkTokens.at(-1)?.request.purpose.mode, mode);
    });
  }

  describe('an offer', () => {
    it('ends once they have taken it: there is no second Link for it', async () => {
      const { itemId } = await storedAccount(database.pool, id);
      await recordItemChange(database.pool, { itemId, change: 'new_accounts', at: null });
      await moveStage(database.pool, { onboardingId: id, step: 9, stage: 'in_review' });
      const [offer] = (await renew({ for: 'select_accounts' })).body.offers;
      results.set(offer.link_token, finished);
      const { status, body } = await renew({ for: 'select_accounts' });
      assert.deepEqual([status, body.offers.map(({ type }: { type: string }) => type)], [200, ['verify_income']]);
      assert.equal(made(), 2);
    });

    it('to share income ends as well', async () => {
      const [offer] = (await renew({ for: 'verify_income' })).body.offers;
      results.set(offer.link_token, finished);
      const { body } = await back();
      assert.deepEqual([body.offers, body.reports[0].status], [[], 'asked']);
      assert.equal(body.next_action.type, 'open_link');
      assert.equal(made(), 2);
    });
  });

  it('cannot make the API ask Plaid without end, and gets no offer meanwhile', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? back() : renew())));
    assert.equal(looks, 10);
    const refused = answers.filter(({ status }) => status === 503);
    assert.equal(refused.length, 20);
    assert.deepEqual([refused[0]?.body.code, refused[0]?.headers.get('retry-after')], ['too_many_looks', '60']);
    assert.equal(made(), 1);
    await database.pool.query(`update onboardings set link_looks_since = now() - interval '1 minute' where id = $1`, [
      id,
    ]);
    assert.equal((await back()).status, 200);
    assert.equal(looks, 11);
  });

  it('is looked for only in the newest Links that Plaid still knows', async () => {
    const session = (change: Partial<LinkSession>) => storedLink(database.pool, id, change);
    await session({ expiresAt: new Date(Date.now() - 13 * 3_600_000) });
    for (let n = 0; n < 12; n += 1) await session({ expiresAt: new Date() });
    await back();
    assert.equal(looks, 10);
  });

  it('gets an answer that Plaid is away and that a retry helps', async () => {
    Object.assign(plaid.gateway, {
      readLinkResult: () => Promise.reject(new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' })),
    });
    assert.deepEqual([(await back()).status, (await renew()).status, made()], [503, 503, 1]);
  });

  it('gets an answer although Plaid has forgotten the Link token', async () => {
    Object.assign(plaid.gateway, {
      readLinkResult: () => Promise.reject(new Failure('missing', 'No such token.', { code: 'INVALID_LINK_TOKEN' })),
    });
    assert.deepEqual([(await back()).status, (await renew()).status, made()], [200, 200, 1]);
  });

  it('is one of three reports, and the request takes no two of them', async () => {
    for (const body of [{ returned: false }, { returned: true, exit: {} }, { returned: true, public_token: 'p' }, {}]) {
      assert.equal((await api.send('POST', `/v1/onboardings/${id}/link`, { body })).status, 422);
    }
    assert.equal(looks, 0);
  });
});
