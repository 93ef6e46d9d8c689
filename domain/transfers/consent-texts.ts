// Texts by which a person agrees to a debit, for tenants to show. They have the parts that Nacha asks for, according to
// its member banks (the rulebook itself was not read): who debits which account, how much, when, and how to take the
// consent back. No lawyer has read them. A text that was released never changes, because proofs name it: add the next.

/** `single`: one debit. `recurring`: debits until the person takes the consent back. */
export const consentKinds = ['single', 'recurring'] as const;

/** The parts that the tenant fills in: `{client_name}` and so on in the text. */
export const consentFields = {
  client_name: 'the name under which the person knows you, as Link shows it',
  account: 'the account, such as "Checking ending in 0000"; "that I connect next" before there is one',
  amount: 'the amount, such as "$25.00"; for recurring debits also a range or the rule that gives it',
  when: 'the day of the debit, or the days of recurring ones, such as "each month on the first"',
  revoke_by: 'how to take the consent back, such as "writing to help@acme.example"',
} as const;
type Field = keyof typeof consentFields;

type ConsentText = { kind: (typeof consentKinds)[number]; language: 'en'; text: string };

export const consentTexts = {
  'single.en.1': {
    kind: 'single',
    language: 'en',
    text:
      'I authorize {client_name} to debit my account ({account}) electronically, one time, for {amount}, on {when} or on ' +
      'the next banking day. If my bank returns the debit because the money was not there, {client_name} may send it ' +
      'again, at most twice. I may revoke this authorization before the debit is sent, by {revoke_by}. I may use this ' +
      'account, and have kept a copy of this text.',
  },
  'recurring.en.1': {
    kind: 'recurring',
    language: 'en',
    text:
      'I authorize {client_name} to debit my account ({account}) electronically, for {amount}, {when}. If my bank ' +
      'returns a debit because the money was not there, {client_name} may send it again, at most twice. This ' +
      'authorization stays in force until I revoke it, by {revoke_by}, at least three banking days before a debit. I may ' +
      'use this account, and have kept a copy of this text.',
  },
} as const satisfies Record<string, ConsentText>;

export type ConsentTextId = keyof typeof consentTexts;
export const consentTextIds = Object.keys(consentTexts) as [ConsentTextId, ...ConsentTextId[]];

/** Returns the parts that a tenant filled in. Null if the shown text is another one, or a part is missing. */
export function readConsentFields(id: ConsentTextId, shown: string): Record<Field, string> | null {
  const seen = new Set<string>();
  const pattern = oneLine(consentTexts[id].text)
    .replace(/[.()]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>[^{}]{1,200}?)`;
    });
  const match = new RegExp(`^${pattern}$`, 'u').exec(oneLine(shown));
  return (match?.groups as Record<Field, string> | undefined) ?? null;
}

/** A page may break the lines elsewhere. */
const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ');
