// The currencies in which Plaid initiates payments: one row each.

type Row = {
  /** The numbers by which the scheme knows an account: a Bacs account and sort code, or an IBAN. */
  numbers: 'bacs' | 'iban';
  /** Where the recipient's account is: one country, or all of SEPA. */
  recipients: string;
  /** The countries whose banks Link offers to the payer (Plaid, CountryCode). */
  banks: readonly string[];
  /** Plaid has virtual accounts in this currency (WalletISOCurrencyCode): only there does a payment become SETTLED. */
  virtualAccounts: boolean;
};

/** A country outside of the euro area. Plaid supports its own currency alone there (PaymentAmountCurrency). */
const local = (country: string) =>
  ({ numbers: 'iban', recipients: country, banks: [country], virtualAccounts: false }) as const;

/** Plaid, PaymentAmountCurrency. Every one has hundredths, which all amounts here count. */
export const paymentCurrencyRows = {
  // "If making domestic GBP-denominated payments, your recipient must have been created with Bacs numbers."
  GBP: { numbers: 'bacs', recipients: 'GB', banks: ['GB'], virtualAccounts: true },
  EUR: {
    numbers: 'iban',
    recipients: 'SEPA',
    banks: ['DE', 'ES', 'FR', 'IE', 'IT', 'NL', 'AT', 'BE', 'EE', 'FI', 'LT', 'LV', 'PT'],
    virtualAccounts: true,
  },
  PLN: local('PL'),
  SEK: local('SE'),
  DKK: local('DK'),
  NOK: local('NO'),
} as const satisfies Record<string, Row>;

export type PaymentCurrency = keyof typeof paymentCurrencyRows;
export const paymentCurrencies = Object.keys(paymentCurrencyRows) as [PaymentCurrency, ...PaymentCurrency[]];

/** "Minimum accepted value is `1`", of any currency (PaymentAmount). Plaid documents no largest one. */
export const leastPayment = 100;

/** The row of a currency, with the type that all rows share. */
export const rulesOf = (currency: PaymentCurrency): Row => paymentCurrencyRows[currency];
