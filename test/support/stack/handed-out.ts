import { join } from 'node:path';
import { wireRouting } from '../../../simulator/link/account-endpoints.ts';
import { readState } from '../../../simulator/state.ts';

/** Returns the secrets that the simulated bank gave to Gangway: tokens, numbers, people, and what they paid for. */
export function handedOut(home: string): Record<string, string> {
  const { link, transactions, reports, payment } = readState(join(home, 'simulator.json'));
  const secrets: Record<string, string> = {};
  const add = (what: string, value: string | null | undefined) => {
    if (value) secrets[`${what} ${Object.keys(secrets).length}`] = value;
  };
  for (const { link_token, hosted } of Object.values(link.tokens)) {
    add('Link token', link_token);
    add('address of a hosted Link', hosted?.key);
  }
  for (const { public_token } of Object.values(link.public_tokens)) add('public token', public_token);
  const people = new Set<string>();
  const numbers = new Set([wireRouting]);
  for (const item of Object.values(link.items)) {
    add('access token', item.access_token);
    for (const account of item.accounts) {
      numbers.add(account.account_number).add(account.routing_number);
      for (const owner of account.owners) {
        for (const name of owner.names) people.add(name);
        for (const { data } of [...owner.emails, ...owner.phone_numbers]) people.add(data);
        for (const { data } of owner.addresses) if (data.street) people.add(data.street);
      }
    }
  }
  for (const token of Object.keys(reports.assets)) add('token of a report', token);
  for (const { user_token } of Object.values(reports.users)) add('token of a user', user_token);
  const payments = Object.values(transactions).flatMap(({ changes }) => changes.map(({ now }) => now?.name));
  for (const name of new Set(payments)) add('text of a payment', name);
  const recipients = Object.values(payment.recipients).flatMap(({ recipient: { name, iban, bacs, address } }) => [
    ...[name, iban, bacs?.account],
    ...(address?.street ?? []),
  ]);
  for (const detail of new Set(recipients)) add('data of a recipient', detail);
  for (const number of numbers) add('number of an account or a bank', number);
  for (const person of people) add('data of an owner', person);
  return secrets;
}
