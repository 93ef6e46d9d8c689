// Makes the table of what a case does when its Item changes.
import type { ItemChange } from '../../domain/bank/item.ts';
import { table } from './table.ts';

type Row = readonly [event: string, does: string];

const login: Row = [
  'the login breaks, or works again',
  "reads the Item at once, shows Plaid's answer, and asks for a repair [where it matters](#a-login-that-breaks)",
];
const account: Row = [
  'the account has new numbers, or another owner',
  'forgets the old numbers at once; reads, verifies and matches the account again; uses no authorization for the old one',
];
const permission: Row = [
  'the applicant takes back their permission',
  'forgets the token and the numbers; ends as `abandoned`, unless a transfer is already on its way',
];

/** Changes with the same row share it. */
const rows: Record<ItemChange, Row> = {
  broken: login,
  repaired: login,
  new_accounts: [
    'the applicant has new accounts at the bank',
    '`offers` a choice (`select_accounts`); then reads, verifies and matches the chosen account',
  ],
  consent_ending: [
    'the bank will end its consent at a date',
    '`offers` a new login before that date (`renew_login`), and reads the Item on that date',
  ],
  numbers_changed: account,
  owner_changed: account,
  verification_changed: ['a micro-deposit is confirmed, or its time has run out', 'reads the account at once'],
  permission_revoked: permission,
  account_revoked: permission,
};

export const itemChangeTable = (): string => table([['Event', 'The case'], ...new Set(Object.values(rows))]);
