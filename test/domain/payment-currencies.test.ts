import assert from 'node:assert/strict';
import { CountryCode, PaymentAmountCurrency, WalletISOCurrencyCode } from 'plaid';
import { minorDigits } from '../../domain/data/bank-transaction.ts';
import { leastPayment, paymentCurrencies, rulesOf } from '../../domain/payments/currencies.ts';
import { currencies } from '../../plaid/payments.ts';

describe('the table of currencies for payments', () => {
  it("has every currency of Plaid's, by Plaid's name", () => {
    assert.deepEqual([...paymentCurrencies].sort(), Object.values(PaymentAmountCurrency).sort());
    for (const currency of paymentCurrencies) assert.equal(currencies[currency], currency);
  });

  it('offers the banks of each country in Europe that Plaid names, in one currency', () => {
    const europe = Object.values(CountryCode).filter((code) => code !== 'US' && code !== 'CA');
    assert.deepEqual(paymentCurrencies.flatMap((currency) => rulesOf(currency).banks).sort(), [...europe].sort());
  });

  it('has the virtual accounts that Plaid has', () => {
    const virtual = paymentCurrencies.filter((currency) => rulesOf(currency).virtualAccounts);
    assert.deepEqual([...virtual].sort(), Object.values(WalletISOCurrencyCode).sort());
  });

  it('holds currencies of two digits alone, so that 100 is one unit of each', () => {
    assert.equal(leastPayment, 100);
    for (const currency of paymentCurrencies) assert.equal(minorDigits(currency), 2, currency);
  });
});
