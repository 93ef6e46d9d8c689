// What a product may ask for beside the money: data about the person, read once it is known whose account it is.

export const dataProducts = ['transactions', 'assets', 'income'] as const;
export type DataProduct = (typeof dataProducts)[number];
