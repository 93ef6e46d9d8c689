/**
 * What a Link is for: a new Item, a new login, other accounts of the same Item, an answer that an authorization asks
 * for, what the person earns, or a payment.
 */
export type LinkMode = 'new' | 'update' | 'accounts' | 'authorization' | 'income' | 'payment';

/** What the person may do although their case does not wait for it. */
export const linkOffers = ['select_accounts', 'renew_login', 'verify_income'] as const;
export type LinkOffer = (typeof linkOffers)[number];
