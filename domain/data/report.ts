// A report that Plaid makes about an applicant: their assets, or their income.

export const reportKinds = ['assets', 'income'] as const;
export type ReportKind = (typeof reportKinds)[number];
/** `offered`: the applicant has not shared the data yet. */
export const reportStatuses = ['offered', 'asked', 'ready', 'failed'] as const;
export type ReportStatus = (typeof reportStatuses)[number];
