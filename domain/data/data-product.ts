// Data that a tenant may ask for beside the money: data about the applicant, read once the owner of the account is
// known.

export const dataProducts = ['transactions', 'assets', 'income'] as const;
export type DataProduct = (typeof dataProducts)[number];
