import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { withStub } from './stub.ts';

const finished_at = '2026-03-02T15:00:00Z';
const event = (event_name: string, event_metadata: object = {}) => ({ event_name, event_metadata });
const nothingAdded = { item_add_results: [], payroll_income_results: [], document_income_results: null };
const exit = { error: null, metadata: { status: 'requires_credentials' } };
const because = (error_code: string) => ({ error: { error_type: 'ITEM_ERROR', error_code }, metadata: null });

describe('the end of a Link session', () => {
  const read = (...link_sessions: object[]) =>
    withStub({ body: { link_token: 'link-1', link_sessions } }, async (plaid) => {
      const { publicTokens, ...ended } = await plaid.readLinkResult(new Secret('link-1'));
      return { ...ended, tokens: publicTokens.map((token) => token.reveal()) };
    });

  const successes: [what: string, session: object, tokens: string[]][] = [
    ['a repair, which adds nothing', { finished_at, results: nothingAdded, events: [event('HANDOFF')] }, []],
    ['a repair of which Plaid keeps no events', { finished_at, results: nothingAdded }, []],
    ['a repair, by its event alone', { finished_at, events: [event('OPEN'), event('HANDOFF')] }, []],
    ['a payment', { finished_at, results: null, exit: null, events: [event('OPEN'), event('HANDOFF')] }, []],
    [
      'income',
      { finished_at, results: { ...nothingAdded, payroll_income_results: [{ num_paystubs_retrieved: 1 }] } },
      [],
    ],
    ['income by documents', { finished_at, results: { ...nothingAdded, document_income_results: {} } }, []],
    [
      'an Item',
      { finished_at, results: { item_add_results: [{ public_token: 'public-1', accounts: [] }] } },
      ['public-1'],
    ],
    [
      'an Item, and the applicant closed the last page',
      { finished_at, exit, results: { item_add_results: [{ public_token: 'public-1', accounts: [] }] } },
      ['public-1'],
    ],
    [
      'an Item, in the form for older integrations',
      { finished_at, on_success: { public_token: 'public-1' } },
      ['public-1'],
    ],
  ];
  for (const [what, session, tokens] of successes) {
    it(`success: ${what}`, async () => {
      assert.deepEqual(await read(session), { finished: true, tokens });
      // The applicant left first, and came back.
      assert.equal((await read({ finished_at, exit }, session)).finished, true);
      assert.equal((await read(session, { finished_at, exit })).finished, true);
    });
  }

  const exits: [what: string, session: object][] = [
    ['without an error', { finished_at, exit }],
    ['because of an error', { finished_at, exit: because('INSTITUTION_DOWN') }],
    ['without an error, with empty results', { finished_at, exit, results: nothingAdded }],
    ['in the form for older integrations', { finished_at, on_exit: exit }],
    ['by its event alone', { finished_at, results: nothingAdded, events: [event('OPEN'), event('EXIT')] }],
    ['because the session expired', { finished_at, results: nothingAdded, events: [event('OPEN')] }],
    ['and the answer shows no more', { finished_at }],
  ];
  for (const [what, session] of exits) {
    it(`no success: the applicant left, ${what}`, async () => {
      assert.deepEqual(await read(session), { finished: false, left: true, tokens: [] });
      assert.deepEqual(await read(session, session), { finished: false, left: true, tokens: [] });
    });
  }

  it('open: the session shows no end', async () => {
    for (const session of [
      {},
      { finished_at: null },
      { finished_at: null, results: nothingAdded, events: [event('OPEN')] },
    ]) {
      assert.deepEqual(await read(session), { finished: false, tokens: [] });
    }
  });

  for (const [code, expected] of [
    ['INVALID_UPDATED_USERNAME', true],
    ['ITEM_NOT_SUPPORTED', true],
    ['NO_ACCOUNTS', true],
    ['INVALID_CREDENTIALS', undefined],
    ['INSTITUTION_DOWN', undefined],
    ['NEVER_HEARD_OF', undefined],
  ] as const) {
    it(`${code}: ${expected ? 'this Link would meet it again' : 'this Link may still succeed'}`, async () => {
      const byEvent = { finished_at, events: [event('OPEN'), event('EXIT', { error_code: code })] };
      for (const session of [{ finished_at, exit: because(code) }, { finished_at, on_exit: because(code) }, byEvent]) {
        assert.equal((await read(session)).needsNewLink, expected);
      }
      const succeeded = { finished_at, events: [event('HANDOFF')] };
      assert.equal((await read({ finished_at, exit: because(code) }, succeeded)).needsNewLink, undefined);
    });
  }
});
