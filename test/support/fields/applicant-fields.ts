// The values that the fields of an applicant accept and refuse.
import { inAch, notInALine, sayNothing, type Table, withValue } from './field-tables.ts';

export const applicantFields: Table[] = [
  {
    pointer: '/applicant/legal_name',
    takes: [
      ...['Ada Byron', 'Ng', 'Li', 'O’Brien', "Renée O'Brien-Smith", '李明', 'किरण', 'Ян', 'علی', 'محمد‌علی'],
      ...['Ştefan', 'Æ A-12 Xu'],
      ...['Al Holder', 'Les Blank', 'Le My', 'My Le', 'Van Na', 'Mary Person', 'Joe Test Smith'],
      ...['J. R. Tolkien', ' Ada  '],
    ],
    refuses: [
      ...sayNothing,
      ...notInALine,
      ...['N/A', 'n.a.', 'NA', 'None', 'null', 'Unknown', 'Not provided', 'TBD', 'Account Holder'],
      ...['account holder 1', 'Test'],
      ...['the holder', 'le titulaire', 'First Last', 'Firstname Lastname', 'Mr', 'Mrs.', 'A', 'J. R. R.'],
      ...['xxx', '123', '٣', 'Ⅻ'.repeat(101)],
    ],
  },
  {
    pointer: '/applicant/address/street',
    takes: ['99 Canary Lane', '221B', '12', '東京都千代田区1-1', 'Straße 5', 'P.O. Box 7', '１２'],
    refuses: [...sayNothing, ...notInALine, 'N/A', 'n.a.', 'unknown', 'none', 'Not provided', 'x'.repeat(101)],
  },
  {
    pointer: '/applicant/address/city',
    takes: ['Springfield', 'None', 'Å', 'Y', '東京', 'St. John’s', 'Villingen-Schwenningen'],
    refuses: [...sayNothing, ...notInALine, '12', '١٢', 'N/A', 'n/a', 'Unknown', 'null', 'x'.repeat(61)],
  },
  {
    pointer: '/applicant/address/region',
    takes: ['IL', 'PR', 'DC', 'GU', 'AE', 'AP', null, undefined],
    refuses: [...sayNothing, 'Illinois', 'il', 'XX', 'ZZ', 'ON', 'US-IL', '12'],
  },
  {
    pointer: '/applicant/address/postal_code',
    takes: ['62701', '62701-1234', 'SW1A 1AA', '1011', 'LV-1010', 'AZ1000', '100-0001'],
    refuses: [...sayNothing, '１００', '12_34', '1--2', '1  2', '-1', 'N/A', '1'.repeat(17)],
  },
  {
    pointer: '/applicant/address/country',
    of: withValue('/applicant/address/region', null, inAch),
    takes: ['US', 'GB', 'NL', 'DE', 'PR', 'TW', 'SS', 'BQ', 'AX'],
    refuses: [
      ...['UK', 'ZZ', 'EU', 'XX', 'XK', 'AN', 'SU', 'YU', 'AA', 'QM', 'AC', 'us', 'USA', 'U', '', ' US', '１２'],
      ...['ＵＳ'],
    ],
  },
  {
    pointer: '/applicant/email',
    takes: [
      ...['user@example.com', 'user@example.xn--p1ai', 'a&b@example.com', "o'brien+x@mail.example.co.uk", 'a@b.io'],
      ...['x@xn--bcher-kva.example', 'a.b-c_d=e/f!#$%*?^`{|}~@example.org', '1@2.3com', 'USER@EXAMPLE.COM'],
      ...[`${'l'.repeat(64)}@example.com`],
    ],
    refuses: [
      ...['', 'no', '@example.com', 'user@', 'user@localhost', 'a b@example.com', ' user@example.com'],
      ...['user@example.com\n'],
      ...['a@b@example.com', '.a@example.com', 'a.@example.com', 'a..b@example.com', 'a@.example.com'],
      ...['a@example.com.', 'a@example..com'],
      ...['a@-example.com', 'a@example-.com', 'a@exa_mple.com', 'a@example.1', 'a@1.2.3.4', 'a@[1.2.3.4]'],
      ...['"a b"@example.com', 'a@example.c'],
      ...['a,b@example.com', 'a;b@example.com', '<a@example.com>', 'A <a@example.com>', 'müller@example.com'],
      ...['a@bücher.example', 'a@xn--zzzzzzz99999.com'],
      ...['a\u200b@example.com', `${'l'.repeat(65)}@example.com`, `a@${'x'.repeat(64)}.com`],
      ...[`a@${'abcdefgh.'.repeat(30)}com`],
    ],
  },
  {
    pointer: '/applicant/phone',
    takes: [
      ...['+14155550199', '+447700900123', '+4930123456', '+390612345678', '+33123456789', '+80012345678'],
      ...['+819012345678'],
    ],
    refuses: [
      ...['', '555', '14155550199', '+1 415 555 0199', '+1415555019', '+141555501990', '+9991234567'],
      ...['+0123456789', '+44', '+٤٤٧٧٠٠٩٠٠١٢٣', '+14155550199x1', '+1415555', '+2101234567'],
    ],
  },
];
