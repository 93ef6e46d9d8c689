// A report that Plaid makes about an applicant: their assets, or their income.

export type ReportKind = 'assets' | 'income';
/** `offered`: the applicant has not shared the data yet. */
export type ReportStatus = 'offered' | 'asked' | 'ready' | 'failed';
