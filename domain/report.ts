// A report that Plaid makes of a person: what they own, or what they earn.

export type ReportKind = 'assets' | 'income';
/** `offered`: the person has not shared it yet. */
export type ReportStatus = 'offered' | 'asked' | 'ready' | 'failed';
