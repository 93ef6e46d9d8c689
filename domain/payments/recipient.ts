// The payee in the UK and the EU: an account of the tenant's.

export type Recipient = {
  name: string;
  numbers: { iban: string } | { bacs: { account: string; sortCode: string } };
  /** The address of the recipient. Most banks outside of the UK ask for it. */
  address: { street: string; city: string; postalCode: string; country: string } | null;
};

/** Returns the last characters of the account number, by which people recognise it. */
export const maskOf = ({ numbers }: Recipient): string =>
  ('iban' in numbers ? numbers.iban : numbers.bacs.account).slice(-4);
