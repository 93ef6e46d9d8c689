/** The codes about linked accounts that cannot be used, and about holds (problems.ts). */
export const accountProblems = {
  account_unusable: {
    status: 409,
    title: 'The linked account cannot be used for this',
    advice: 'Read the account: status and reason say why. Link another one by a new onboarding.',
  },
  account_repair_needed: {
    status: 409,
    title: 'The person has to sign in at their bank again',
    advice: 'Show them the link of POST /v1/accounts/:id/link_token. Then send the request again.',
  },
  account_not_shared: {
    status: 409,
    title: 'Plaid gives no numbers of the account any more',
    advice: 'The person no longer shares it, or the bank gives none. Link an account by a new onboarding.',
  },
  not_on_hold: { status: 409, title: 'The account is not on hold', advice: 'There is nothing to lift.' },
  hold_not_found: { status: 404, title: 'There is no such hold', advice: 'Take the id from GET /v1/holds.' },
} as const;
