// The values that the fields of a funding accept and refuse.
import { inAch, inEuros, inPounds, notInALine, sayNothing, type Table, withValue } from './field-tables.ts';

export const fundingFields: Table[] = [
  {
    pointer: '/funding/amount',
    takes: ['25.00', '0.01', '1000.00'],
    refuses: [
      ...['25', '25.0', '25.000', '025.00', '.50', '25,00', '1,000.00', '1e3', '1.00e3', ' 25.00', '25.00 '],
      ...['25.00\n', '+25.00', '-25.00', '$25.00'],
      ...['25.00 USD', '٢٥.٠٠', '２５.００', '0x19.00', '0.00', '', 'NaN', 'Infinity', 25, 25.5, null, true, ['25.00']],
    ],
  },
  {
    pointer: '/funding/description',
    takes: ['GANGWAY', 'Rent 12', 'ACME*RENT', 'RET', 'NO 7', 'PURCHASE', 'RETURN', 'Reverse', ' Rent ', undefined],
    refuses: [
      ...['REVERSAL', 'reversal', ' Reversal ', 'REVERSAL.', 'Rev-ersal', 'REVERSAL 2', 'RETRY PYMT'],
      ...['RETRYPYMT', 'retry pymt', 'RETRY  PYM'],
      ...['Retry 1', 'RETRY 2', 'retry1', 'Retry', 'RETURN FEE', 'RETURNFEE', 'Return-Fee', 'HCCLAIMPMT'],
      ...['hcclaimpmt', 'NONSETTLED', 'RECLAIM'],
      ...['NO CHECK', 'nocheck', 'REDEPCHECK', 'AUTOENROLL', 'ACCTVERIFY', 'AcctVerify', 'PAYROLL', 'Pay Roll'],
      ...['', ' ', '   ', '.', '---', '**', '~', 'naïve', 'R\u200bent', '🙂', '12345678901'].filter(
        (one) => one !== 'Rent\n',
      ),
    ],
  },
  {
    pointer: '/funding/description',
    of: withValue('/funding/direction', 'credit', inAch),
    takes: ['PAYROLL', 'Payroll 7', 'GANGWAY'],
    refuses: ['PURCHASE', 'purchase', 'Retry 1'],
  },
  {
    pointer: '/funding/recipient/name',
    of: inPounds,
    takes: ['Wonder Wallet', '3M', 'O2', 'First Data', 'Ü', 'ООО Ромашка'],
    refuses: [...sayNothing, ...notInALine, '360', 'N/A', 'unknown', 'x'.repeat(71)],
  },
  { pointer: '/funding/recipient/address/street', of: inEuros, takes: ['96 Guild Street', '7'], refuses: sayNothing },
  { pointer: '/funding/recipient/address/city', of: inEuros, takes: ['Amsterdam'], refuses: [...sayNothing, '7'] },
  { pointer: '/funding/recipient/address/country', of: inEuros, takes: ['NL'], refuses: ['UK', 'EU', 'XX', 'nl'] },
  { pointer: '/funding/recipient/address/postal_code', of: inEuros, takes: ['1011', '1011 AB'], refuses: ['.', ''] },
  {
    pointer: '/funding/reference',
    of: inEuros,
    takes: ['INV42', '7', 'A'.repeat(12), null],
    refuses: ['', ' ', '.', 'INV 42', 'INV-42', '🙂', 'É', '\u200b', 'A'.repeat(13)],
  },
  {
    pointer: '/funding/recipient/bacs/account',
    of: inPounds,
    takes: ['26207729', '00000001'],
    refuses: ['2620772', '262077290', '00000000', '2620 772', '٢٦٢٠٧٧٢٩', 26207729],
  },
  {
    pointer: '/funding/recipient/bacs/sort_code',
    of: inPounds,
    takes: ['560029', '040004'],
    refuses: ['56-00-29', '56 00 29', '56002', '000000', '５６００２９'],
  },
  {
    // From the registry of IBANs (SWIFT, ISO 13616), unless a comment says otherwise.
    pointer: '/funding/recipient/iban',
    of: inEuros,
    takes: [
      ...['NL02ABNA0123456789', 'NL02 ABNA 0123 4567 89', 'GB33BUKB20201555555555', 'DE75512108001245126199'],
      ...['IE64IRCE92050112345678'],
      ...['FR7630006000011234567890189', 'MT31MALT01100000000000000000123', 'NO8330001234567'],
      ...['BE71096123456769', 'CH5604835012345678009'],
      ...['AL35202111090000000001234567', 'ME25505000012345678951', 'MD21EX000000000001234567'],
      ...['MK07200002785123453', 'RS35105008123123123173'],
    ],
    refuses: [
      // 99 has the remainder of 02 when divided by 97, but no bank uses it: check digits are from 02 to 98.
      ...['NL99ABNA0123456789', 'NL05ABNA0123456789', 'NL02ABNA0123456798', 'NL02ABNA012345678'],
      ...['NL02ABNA01234567890', 'nl02abna0123456789'],
      // The check digits of the account are wrong, and those of the whole IBAN are right.
      ...['BE98096123456768', 'FR0630006000011234567890188', 'ES2921000418460200051332', 'NO5630001234568'],
      ...['TR320010009999901234567890', 'SA4420000001234567891234', 'AE460090000000123456789'],
      ...['BR1500000000000010932840814P2', 'QA54QNBA000000000000693123456'],
      ...['UA903052992990004149123456789', 'US64SVBKUS6S3300958879', 'XX02ABNA0123456789', 'ZZ', '', ' ', '.'],
      ...['NL02-ABNA-0123-4567-89', '0'.repeat(22)],
    ],
  },
];
