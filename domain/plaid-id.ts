/**
 * Plaid promises that its identifiers and tokens are strings, and nothing about their form. So we accept all that every
 * store of ours can hold: PostgreSQL takes no NUL.
 */
export const plaidId = /^[\x21-\x7e]{1,200}$/;
