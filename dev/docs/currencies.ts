// Makes the table of the currencies of payments from their rows.
import { paymentCurrencies, rulesOf } from '../../domain/payments/currencies.ts';
import { table } from './table.ts';

export const currencyTable = (): string =>
  table([
    ['`currency`', "Recipient's numbers", "Recipient's account in", 'Banks in Link', 'Virtual accounts'],
    ...paymentCurrencies.map((currency) => {
      const { numbers, recipients, banks, virtualAccounts } = rulesOf(currency);
      return [`\`${currency}\``, `\`${numbers}\``, recipients, banks.join(', '), virtualAccounts ? 'yes' : 'no'];
    }),
  ]);
