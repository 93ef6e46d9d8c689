// Plaid's errors. An endpoint throws them, and the server adds the request id.
import type { PlaidErrorType } from 'plaid';

export type ErrorBody = {
  error_type: `${PlaidErrorType}`;
  error_code: string;
  error_code_reason?: string;
  error_message: string;
  display_message: string | null;
};

export class PlaidError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, type: ErrorBody['error_type'], code: string, message: string, display?: string) {
    super(`${code}: ${message}`);
    this.name = 'PlaidError';
    this.status = status;
    this.body = { error_type: type, error_code: code, error_message: message, display_message: display ?? null };
  }
}

/** The request itself breaks the contract. */
export const invalidRequest = (code: string, message: string) => new PlaidError(400, 'INVALID_REQUEST', code, message);

/** The request is well formed, but names an object that does not exist or is no longer valid. */
export const invalidInput = (code: string, message: string) => new PlaidError(400, 'INVALID_INPUT', code, message);

export const itemError = (code: string, message: string, display?: string) =>
  new PlaidError(400, 'ITEM_ERROR', code, message, display);

/** https://plaid.com/docs/errors/item/#user_permission_revoked */
export const permissionRevoked = () =>
  itemError(
    'USER_PERMISSION_REVOKED',
    'the holder of this account has revoked their permission for your application to access it',
  );

export const loginRequired = () =>
  itemError(
    'ITEM_LOGIN_REQUIRED',
    "the login details of this item have changed (credentials, MFA, or required user action) and a user login is required to update this information. use Link's update mode to restore the item to a good state",
    'The login details of this account have changed. Please update your login.',
  );

export const otherUsername = () =>
  itemError(
    'INVALID_UPDATED_USERNAME',
    'the username provided to /item/credentials/update does not match the original username for the item',
  );

export const noAccounts = () => itemError('NO_ACCOUNTS', 'no valid accounts were found for this item');

/** https://plaid.com/docs/errors/invalid-input/#additional_consent_required */
export const consentRequired = (product: string) =>
  invalidInput(
    'ADDITIONAL_CONSENT_REQUIRED',
    `client does not have user consent to access the PRODUCT_${product.toUpperCase()} product`,
  );

/** Plaid does not give this answer: the caller uses a part of Plaid that the simulator does not have. */
export const notSimulated = (what: string) =>
  new PlaidError(400, 'SANDBOX_ERROR', 'NOT_SIMULATED', `${what}: real at Plaid, not simulated`);
