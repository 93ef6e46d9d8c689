// Who is paid in the UK and the EU: an account of the tenant's.

export type Recipient = {
  name: string;
  numbers: { iban: string } | { bacs: { account: string; sortCode: string } };
  /** Of the recipient. Most banks outside of the UK ask for it. */
  address: { street: string; city: string; postalCode: string; country: string } | null;
};

/** The last characters of the account's number, by which people know it. */
export const maskOf = ({ numbers }: Recipient): string =>
  ('iban' in numbers ? numbers.iban : numbers.bacs.account).slice(-4);

/** Whether the check digits fit: ISO 13616, by ISO 7064 MOD 97-10. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const digits = `${text.slice(4)}${text.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(Number.parseInt(letter, 36)),
  );
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
