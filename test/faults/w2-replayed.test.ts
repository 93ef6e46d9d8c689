import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { loadCase } from '../../db/case/onboardings.ts';
import { readPublicToken } from '../../db/link/link-results.ts';
import { Secret } from '../../domain/secret.ts';
import type { LinkResult } from '../../plaid/gateway.ts';
import { createVerifier } from '../../plaid/signature.ts';
import { storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type Door, openDoor } from '../support/http/door.ts';
import { webhookSigner } from '../support/http/signed-webhook.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { trials } from '../support/trials.ts';

const each = trials({ local: 5, ci: 20 });
const minute = 60;

describe('W2: deliveries that come late, early or again', () => {
  const database = ownDatabase();
  /** Our clock, in milliseconds since 1970. Plaid signs by the real clock. */
  let clock: number;
  let linkResult: LinkResult;
  let door: Door;
  before(async () => {
    const { readKey, sign } = await webhookSigner();
    const verify = createVerifier({ readKey, now: () => new Date(clock) });
    const plaid = fakePlaid({ readLinkResult: async () => linkResult });
    door = { ...(await openDoor(database.pool, { verify, plaid })), signer: { readKey, sign } };
  });
  after(() => door.stop());

  const secondsNow = () => Math.floor(Date.now() / 1000);
  const sign = (body: string, at: number) => door.signer.sign(body, { at: new Date(at * 1000) });
  /** Sends the delivery this many seconds after it was signed, by our clock. */
  const deliverAged = (body: string, token: string, signedAt: number, age: number) => {
    clock = (signedAt + age) * 1000;
    return door.deliver(body, token);
  };
  type Row = { stale: boolean; status: string; result: string | null };
  const rowsOf = async (body: string) => {
    const { nonce } = JSON.parse(body);
    const { rows } = await database.pool.query<Row>('select stale, status, result from webhooks where code = $1', [
      nonce,
    ]);
    return rows;
  };
  const weather = () => {
    const nonce = randomUUID();
    return JSON.stringify({ webhook_type: 'WEATHER', webhook_code: nonce, nonce });
  };

  const edges: [what: string, age: number, verdict: 'fresh' | 'stale' | 'refused'][] = [
    ['at once', 0, 'fresh'],
    ['after 4:59', 5 * minute - 1, 'fresh'],
    ['after 5:00', 5 * minute, 'fresh'],
    ['after 5:01', 5 * minute + 1, 'stale'],
    ['after a day', 24 * 60 * minute, 'stale'],
    ['at once, by a clock of ours that is 10 minutes ahead', 10 * minute, 'stale'],
    ['at once, by a clock of ours that is 10 minutes behind', -10 * minute, 'refused'],
    ['a second before it was signed', -1, 'fresh'],
    ['a minute before it was signed', -minute, 'fresh'],
    ['61 seconds before it was signed', -minute - 1, 'refused'],
  ];
  for (const [what, age, verdict] of edges) {
    it(`W2: one that comes ${what} is ${verdict}`, async () => {
      for (let times = 0; times < each; times += 1) {
        const [body, signedAt] = [weather(), secondsNow()];
        const { status } = await deliverAged(body, await sign(body, signedAt), signedAt, age);
        const stored = (await rowsOf(body)).map(({ stale }) => stale);
        if (verdict === 'refused') assert.deepEqual([status, stored], [401, []]);
        else assert.deepEqual([status, stored], [200, [verdict === 'stale']]);
      }
    });

    it(`W2: its token does not fit another body ${what}`, async () => {
      for (let times = 0; times < each; times += 1) {
        const [body, other, signedAt] = [weather(), weather(), secondsNow()];
        const { status } = await deliverAged(other, await sign(body, signedAt), signedAt, age);
        assert.deepEqual([status, await rowsOf(other)], [401, []]);
      }
    });
  }

  it('W2: a captured one that comes again is a repeat of its delivery, and later only a hint', async () => {
    for (let times = 0; times < each; times += 1) {
      const [body, signedAt] = [weather(), secondsNow()];
      const token = await sign(body, signedAt);
      for (const age of [0, 1, 5 * minute - 1, 5 * minute + 1, 24 * 60 * minute]) {
        assert.equal((await deliverAged(body, token, signedAt, age)).status, 200);
      }
      assert.deepEqual(
        (await rowsOf(body)).map(({ stale }) => stale),
        [false],
      );
      // After its row is gone, only its age distinguishes it from a new one.
      await database.pool.query('delete from webhooks where code = $1', [JSON.parse(body).nonce]);
      assert.equal((await deliverAged(body, token, signedAt, 31 * 24 * 60 * minute)).status, 200);
      assert.deepEqual(
        (await rowsOf(body)).map(({ stale }) => stale),
        [true],
      );
    }
  });

  const told: [what: string, plaid: LinkResult, result: string, stage: string, token: string | null][] = [
    ['who is still in Link', { finished: false, publicTokens: [] }, 'noted', 'starting', null],
    ['who left Link', { finished: true, publicTokens: [] }, 'exited', 'starting', null],
    [
      'who finished it',
      { finished: true, publicTokens: [new Secret('public-of-plaid')] },
      'linked',
      'verifying_account',
      'public-of-plaid',
    ],
  ];
  for (const [what, plaid, result, stage, token] of told) {
    it(`W2: a stale one proves nothing about an applicant ${what}: Gangway asks Plaid`, async () => {
      linkResult = plaid;
      for (let times = 0; times < each; times += 1) {
        const onboardingId = await storedCase(database.pool);
        const link = await storedLink(database.pool, onboardingId);
        const body = sessionFinished(link.token.reveal(), times % 2 ? 'SUCCESS' : 'EXITED');
        const signedAt = secondsNow();
        await deliverAged(body, await sign(body, signedAt), signedAt, 5 * minute + 1);
        await door.relay.turn();
        const { rows } = await database.pool.query<Row>('select * from webhooks order by id desc limit 1');
        assert.deepEqual([rows[0]?.stale, rows[0]?.status, rows[0]?.result], [true, 'done', result]);
        assert.equal((await loadCase(database.pool, onboardingId))?.stage, stage);
        const kept = await readPublicToken(database.pool, testVault, link.id);
        assert.equal(kept?.reveal() ?? null, token);
      }
    });
  }

  const repairs: [what: string, plaid: LinkResult, result: string, told: string | null][] = [
    ['is still at their repair', { finished: false, publicTokens: [] }, 'noted', null],
    ['left their repair', { finished: false, left: true, publicTokens: [] }, 'exited', null],
    ['finished their repair', { finished: true, publicTokens: [] }, 'linked', 'linked'],
  ];
  for (const [what, plaid, result, told] of repairs) {
    it(`W2: a stale one about an applicant who ${what} has the effect of Plaid's answer`, async () => {
      linkResult = plaid;
      for (const status of ['SUCCESS', 'EXITED']) {
        const onboardingId = await storedCase(database.pool);
        const link = await storedLink(database.pool, onboardingId, { mode: 'update' });
        const [body, signedAt] = [sessionFinished(link.token.reveal(), status), secondsNow()];
        await deliverAged(body, await sign(body, signedAt), signedAt, 5 * minute + 1);
        await door.relay.turn();
        const { rows } = await database.pool.query<Row>('select * from webhooks order by id desc limit 1');
        assert.deepEqual([rows[0]?.stale, rows[0]?.result], [true, result]);
        const text = 'select to_signal as tell from link_sessions where id = $1';
        assert.equal((await database.pool.query(text, [link.id])).rows[0]?.tell, told);
      }
    });
  }
});

const sessionFinished = (linkToken: string, status: string) =>
  JSON.stringify({
    webhook_type: 'LINK',
    webhook_code: 'SESSION_FINISHED',
    link_token: linkToken,
    status,
    public_tokens: ['public-of-the-body'],
  });
