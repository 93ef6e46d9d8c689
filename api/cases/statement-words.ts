// The description of a transfer, which account holders read on their bank's statement.

/**
 * Nacha reserves these for entries that we do not make, or that only Plaid makes (Nacha Operating Rules, Company Entry
 * Description). Plaid prescribes "Retry 1" and "Retry 2" for a returned debit that is reinitiated
 * (TransferCreateRequest).
 */
const reserved = [
  'ACCTVERIFY',
  'AUTOENROLL',
  'HCCLAIMPMT',
  'NOCHECK',
  'NONSETTLED',
  'RECLAIM',
  'REDEPCHECK',
  'RETRY',
  'RETURNFEE',
  'REVERSAL',
];

/** Returns why a bank could take the description for another kind of entry. Null when it cannot. */
export function misleads(description: string, entry: { direction: string; achClass: string | null }): string | null {
  // Readers of statements and filters of banks ignore case, blanks and signs.
  const word = description.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (word === '') return 'must contain letters or digits';
  if (reserved.some((one) => word.startsWith(one))) {
    return 'must not begin with a word that Nacha reserves for other entries, such as REVERSAL or RETRY PYMT';
  }
  if (word.startsWith('PAYROLL') && (entry.direction !== 'credit' || (entry.achClass ?? 'ppd') !== 'ppd')) {
    return 'must not begin with PAYROLL, which Nacha reserves for credits of wages by PPD';
  }
  if (word.startsWith('PURCHASE') && entry.direction !== 'debit') {
    return 'must not begin with PURCHASE, which Nacha reserves for debits of online purchases';
  }
  return null;
}
