// A report that Plaid makes of a person: what they own, or what they earn.

export type ReportKind = 'assets' | 'income';
export type ReportStatus = 'asked' | 'ready' | 'failed';
