// Makes the table of outcomes and their reasons from the list of reasons.
import { type Outcome, outcomes } from '../../domain/case/onboarding.ts';
import { reasonRows } from '../../domain/case/reasons.ts';
import { table } from './table.ts';

/** The reasons that are not Gangway's codes: null, and the open lists of Plaid and the banks. */
const others: Partial<Record<Outcome, [reason: string, meaning: string][]>> = {
  funded: [['`null`', 'The money has arrived. While `stage` is `watching_returns`, a return may follow.']],
  verified: [['`null`', 'The account is verified and belongs to the applicant. You asked for no transfer.']],
  unverified: [["_Plaid's status_", 'Plaid does not confirm the account. `reason` is the `verification_status`.']],
  declined: [["_Plaid's code_, such as `NSF` or `RISK`", 'Plaid declined to authorize the transfer.']],
  failed: [["_Plaid's code_, or `null`", 'The transfer failed, or was cancelled at the bank. No money moved.']],
  returned: [['_return code_, such as `R01`', 'The bank sent the transfer back, and no further transfer follows.']],
};

export function reasonTable(): string {
  const rows = outcomes.flatMap((outcome) => {
    const own = Object.entries(reasonRows).flatMap(([code, row]) => {
      const meaning = (row.ends as Partial<Record<Outcome, string>>)[outcome];
      const detail = 'detail' in row ? ` _${row.detail}_` : '';
      return meaning ? [[detail ? `\`${code}:\`${detail}` : `\`${code}\``, meaning] as const] : [];
    });
    return [...(others[outcome] ?? []), ...own].map((row, index) => [index === 0 ? `\`${outcome}\`` : '', ...row]);
  });
  return table([['`outcome`', '`reason`', 'Meaning'], ...rows]);
}
