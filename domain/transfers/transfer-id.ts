// A transfer on a linked account is a case of its own, and its id says so. An onboarding with money has one transfer,
// which the lists of transfers name by the onboarding's id with the other prefix.

export const isTransferId = (caseId: string): boolean => caseId.startsWith('trf_');

/** Returns the id under which the API shows the transfer of a case. */
export const transferIdOf = (caseId: string): string => caseId.replace(/^onb_/, 'trf_');

/** Returns the ids of the cases that the API may show under this id. */
export const casesOfTransfer = (transferId: string): string[] => [transferId, transferId.replace(/^trf_/, 'onb_')];
