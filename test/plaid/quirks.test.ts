import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import {
  absentVerificationStatusIsInstant,
  achClassOnAchOnly,
  amountHasAnyDigits,
  amountHasTwoDecimals,
  amountIsJsonNumber,
  balanceMayBeNegative,
  bareStatus,
  descriptionFitsNetwork,
  emptyCursorIsNone,
  emptyTransferIdIsNone,
  exactAfterId,
  exactEventIds,
  failureCodeMayBeAbsent,
  hostedUrlLifetimeSeconds,
  mayHaveMoreUntilEmpty,
  nameIsInTwo,
  nulIsUnreadable,
  nullCodeIsNoRationale,
  olderClientsHaveUserTokens,
  yearZeroIsNone,
} from '../../plaid/quirks.ts';
import { withStub } from './stub.ts';

describe('quirks of Plaid', () => {
  it('amountHasTwoDecimals', () => {
    assert.deepEqual([2500, 5, 1010].map(amountHasTwoDecimals.write), ['25.00', '0.05', '10.10']);
    assert.deepEqual(['25.00', '25', '25.0'].map(amountHasTwoDecimals.read), [2500, null, null]);
  });

  it('balanceMayBeNegative', () => {
    assert.deepEqual(['25.00', '0.00', '-5.50', '-0.00'].map(balanceMayBeNegative), [2500, 0, -550, 0]);
    assert.deepEqual(['25', '1e3', '+1.00', '1.000', ''].map(balanceMayBeNegative), [null, null, null, null, null]);
  });

  it('nulIsUnreadable', () => {
    const answer = { events: [{ id: 7n, name: 'A\0B', at: null }, 'x\0'], more: true };
    assert.deepEqual(nulIsUnreadable(answer), {
      events: [{ id: 7n, name: 'A\ufffdB', at: null }, 'x\ufffd'],
      more: true,
    });
    assert.deepEqual(nulIsUnreadable(['\ud83d', 'A\udca9B', '\ud83d\udca9']), ['\ufffd', 'A\ufffdB', '\ud83d\udca9']);
  });

  it('yearZeroIsNone', () => {
    assert.deepEqual(['0000-01-01', '0001-01-01', '2026-03-02'].map(yearZeroIsNone), [false, true, true]);
  });

  it('amountIsJsonNumber', () => {
    // Every amount up to a thousand, and random ones up to ten billion: the text has two decimals, and reads back.
    const some = Array.from({ length: 20_000 }, () => Math.floor(Math.random() * 1e12));
    for (const minor of [...Array(100_000).keys(), ...some, 999_999_999_999]) {
      const text = JSON.stringify(amountIsJsonNumber.write(minor));
      assert.match(text, /^\d+(\.\d{1,2})?$/);
      assert.equal(amountIsJsonNumber.read(JSON.parse(text)), minor);
    }
    assert.deepEqual([1.005, 25.301, 0.1 + 0.2].map(amountIsJsonNumber.read), [null, null, null]);
  });

  it('bareStatus', () => {
    assert.deepEqual(['PAYMENT_STATUS_INITIATED', 'ON_HOLD'].map(bareStatus), ['INITIATED', 'ON_HOLD']);
  });

  it('achClassOnAchOnly', () => {
    assert.equal(achClassOnAchOnly('ach', 'debit', null), 'web');
    assert.equal(achClassOnAchOnly('same-day-ach', 'debit', null), 'web');
    assert.equal(achClassOnAchOnly('ach', 'credit', null), 'ppd');
    assert.equal(achClassOnAchOnly('ach', 'credit', 'ccd'), 'ccd');
    assert.equal(achClassOnAchOnly('rtp', 'credit', 'ccd'), null);
  });

  it('nullCodeIsNoRationale', () => {
    for (const code of [null, undefined, 'null']) {
      assert.equal(nullCodeIsNoRationale({ code }), null);
    }
    assert.equal(nullCodeIsNoRationale(null), null);
    assert.equal(nullCodeIsNoRationale({ code: 'ERROR' }), 'ERROR');
  });

  it('descriptionFitsNetwork', () => {
    assert.equal(descriptionFitsNetwork('rtp', 'Rent for August'), 'Rent for August');
    assert.equal(descriptionFitsNetwork('same-day-ach', 'Rent for August'), 'Rent for A');
    assert.equal(descriptionFitsNetwork('ach', 'Rent'), 'Rent');
  });

  it('absentVerificationStatusIsInstant', () => {
    assert.equal(absentVerificationStatusIsInstant(undefined), null);
    assert.equal(absentVerificationStatusIsInstant(null), null);
    assert.equal(absentVerificationStatusIsInstant('unsent'), 'unsent');
  });

  it('hostedUrlLifetimeSeconds', () => {
    assert.equal(hostedUrlLifetimeSeconds.new, 14_400);
    assert.equal(hostedUrlLifetimeSeconds.income, 14_400);
    assert.equal(hostedUrlLifetimeSeconds.update, 1800);
    assert.equal(hostedUrlLifetimeSeconds.authorization, 1800);
    assert.equal(hostedUrlLifetimeSeconds.payment, 1800);
  });

  it('exactEventIds', () => {
    assert.deepEqual(exactEventIds('{"transfer_events":[{"event_id":18446744073709551615},{"event_id" : 7}]}'), {
      transfer_events: [{ event_id: '18446744073709551615' }, { event_id: '7' }],
    });
    const text = { description: 'said "event_id":5 and \\"event_id\\":6' };
    assert.deepEqual(exactEventIds(JSON.stringify(text)), text);
    assert.equal(exactEventIds('<html>'), '<html>');
  });

  it('exactAfterId', async () => {
    assert.equal(
      exactAfterId('{"after_id":"18446744073709551615","count":500}'),
      '{"after_id":18446744073709551615,"count":500}',
    );
    const event = (event_id: string, transfer_id: string) =>
      `{"event_id":${event_id},"transfer_id":"${transfer_id}","event_type":"sweep.pending","timestamp":"2026-03-02T15:00:00Z","failure_reason":null}`;
    const page = `{"transfer_events":[${event('9007199254740993', '')},${event('9007199254740995', 't')}],"has_more":true}`;
    await withStub({ body: page }, async (plaid, asked) => {
      const { events, hasMore } = await plaid.readTransferEvents(9_007_199_254_740_993n);
      assert.equal(asked[0]?.text, '{"after_id":9007199254740993,"count":200}');
      assert.match(asked[0]?.headers['content-type'] ?? '', /^application\/json/);
      assert.deepEqual(
        events.map(({ eventId, transferId, type }) => ({ eventId, transferId, type })),
        [
          { eventId: 9_007_199_254_740_993n, transferId: null, type: 'sweep.pending' },
          { eventId: 9_007_199_254_740_995n, transferId: 't', type: 'sweep.pending' },
        ],
      );
      assert.equal(hasMore, true);
    });
  });

  it('emptyTransferIdIsNone', () => {
    assert.equal(emptyTransferIdIsNone(''), null);
    assert.equal(emptyTransferIdIsNone('transfer-1'), 'transfer-1');
  });

  it('mayHaveMoreUntilEmpty', async () => {
    const event = (event_id: string) =>
      `{"event_id":${event_id},"bank_transfer_id":"b","account_id":"a","event_type":"posted","bank_transfer_type":"credit","bank_transfer_amount":"0.01","bank_transfer_iso_currency_code":"USD","timestamp":"2026-03-02T15:00:00Z","failure_reason":null}`;
    assert.deepEqual([[event('1')], []].map(mayHaveMoreUntilEmpty), [true, false]);
    const pageOf = (...events: string[]) => ({ body: `{"bank_transfer_events":[${events.join()}]}` });
    await withStub(pageOf(event('9007199254740995')), async (plaid, asked) => {
      const { events, hasMore } = await plaid.readBankTransferEvents(9_007_199_254_740_993n);
      assert.equal(asked[0]?.text, '{"after_id":9007199254740993,"count":25}');
      assert.deepEqual([events.map(({ eventId }) => eventId), hasMore], [[9_007_199_254_740_995n], true]);
    });
    await withStub(pageOf(), async (plaid) => {
      assert.deepEqual(await plaid.readBankTransferEvents(7n), { events: [], unread: [], hasMore: false });
    });
  });

  it('failureCodeMayBeAbsent', () => {
    assert.equal(failureCodeMayBeAbsent({ failure_code: 'R01' }), 'R01');
    assert.equal(failureCodeMayBeAbsent({ failure_code: null, ach_return_code: 'R02' }), 'R02');
    assert.equal(failureCodeMayBeAbsent({}), null);
    assert.equal(failureCodeMayBeAbsent(null), null);
  });

  it('amountHasAnyDigits', () => {
    assert.equal(amountHasAnyDigits(10.021521, 'USD'), 1002);
    assert.equal(amountHasAnyDigits(1.005, 'USD'), 101);
    assert.equal(amountHasAnyDigits(-2835.8, 'USD'), -283_580);
    assert.equal(amountHasAnyDigits(-0.001, 'USD'), 0);
    assert.equal(amountHasAnyDigits(0.0000001, 'USD'), 0);
    assert.equal(amountHasAnyDigits(1500, 'JPY'), 1500);
    assert.equal(amountHasAnyDigits(1.2345, 'BHD'), 1235);
    assert.equal(amountHasAnyDigits(0.5, null), null);
    assert.deepEqual(
      [1e300, -1e300, 1e14].map((amount) => amountHasAnyDigits(amount, 'USD')),
      [null, null, null],
    );
    assert.equal(amountHasAnyDigits(0.5, 'doge'), null);
  });

  it('emptyCursorIsNone', () => {
    assert.equal(emptyCursorIsNone(''), null);
    assert.equal(emptyCursorIsNone('c29tZQ=='), 'c29tZQ==');
  });

  it('nameIsInTwo', () => {
    for (const [name, given_name, family_name] of [
      ['Alberta Bobbeth Charleson', 'Alberta Bobbeth', 'Charleson'],
      [' Ada  Lovelace ', 'Ada', 'Lovelace'],
      ['Plato', 'Plato', 'Plato'],
    ] as const) {
      assert.deepEqual(nameIsInTwo(name), { given_name, family_name });
    }
  });

  it('olderClientsHaveUserTokens', () => {
    const token = new Secret('user-sandbox-1');
    assert.deepEqual(olderClientsHaveUserTokens({ userId: 'user-1', token }), { user_token: 'user-sandbox-1' });
    assert.deepEqual(olderClientsHaveUserTokens({ userId: 'usr_1', token: null }), { user_id: 'usr_1' });
  });
});
