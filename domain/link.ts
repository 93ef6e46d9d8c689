/** What a Link is for: a new Item, a new login, other accounts of the same Item, or an answer that an authorization asks for. */
export type LinkMode = 'new' | 'update' | 'accounts' | 'authorization';

/** What the person may do although their case does not wait for it. */
export const linkOffers = ['select_accounts', 'renew_login'] as const;
export type LinkOffer = (typeof linkOffers)[number];
