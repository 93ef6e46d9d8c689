/**
 * The purpose of a Link: a new Item, a new login, other accounts of the existing Item, consent to more of its data, an
 * answer that an authorization asks for, the applicant's income, or a payment.
 */
export const linkModes = ['new', 'update', 'accounts', 'consent', 'authorization', 'income', 'payment'] as const;
export type LinkMode = (typeof linkModes)[number];

type LinkRow = {
  /** True if a success brings the public token of a new Item, without which the case cannot go on. */
  newItem: boolean;
  /** True if Link repairs the existing Item. */
  repairsItem: boolean;
  /** When the case has to read the account again, because it may be another one. */
  otherAccount: 'always' | 'unless_awaited' | 'never';
  /** True if a wait for this Link also ends when the login works again, wherever it was repaired. */
  loginIsEnough: boolean;
  /** A success brings the case on, or only the report for which Link was offered beside it. */
  finishes: 'case' | 'report';
};

const beside = { newItem: false, repairsItem: false, otherAccount: 'never', loginIsEnough: false } as const;
const repair = { newItem: false, repairsItem: true, finishes: 'case' } as const;

export const linkRows = {
  new: { newItem: true, repairsItem: false, otherAccount: 'unless_awaited', loginIsEnough: false, finishes: 'case' },
  update: { ...repair, otherAccount: 'never', loginIsEnough: true },
  accounts: { ...repair, otherAccount: 'always', loginIsEnough: false },
  consent: { ...repair, otherAccount: 'never', loginIsEnough: false },
  authorization: { ...beside, loginIsEnough: true, finishes: 'case' },
  income: { ...beside, finishes: 'report' },
  payment: { ...beside, finishes: 'case' },
} as const satisfies Record<LinkMode, LinkRow>;

/** True if a finished Link of this mode may have changed the account of a case that awaits a Link of mode `awaited`. */
export function changesAccount(mode: LinkMode, awaited: LinkMode): boolean {
  const { otherAccount }: LinkRow = linkRows[mode];
  return otherAccount === 'always' || (otherAccount === 'unless_awaited' && mode !== awaited);
}

/** Steps that the applicant may take although the case does not wait for them. */
export const linkOffers = ['select_accounts', 'renew_login', 'verify_income'] as const;
export type LinkOffer = (typeof linkOffers)[number];

/** A new Link has succeeded only if it brought a public token: without one the case cannot go on. */
export const isLinked = (mode: LinkMode, result: { finished: boolean; publicTokens: readonly unknown[] }): boolean =>
  result.finished && (!linkRows[mode].newItem || result.publicTokens.length > 0);
