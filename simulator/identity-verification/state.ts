// The attempts to verify a person's identity, as the simulated Plaid keeps them.
import type { IdentityVerification } from 'plaid';
import type { Wire } from '../wire.ts';

export type Verification = Wire<IdentityVerification>;
export type Status = Verification['status'];
export type Step = keyof Verification['steps'];

export type SimVerification = {
  verification: Verification;
  /** The secret in the address of its page. */
  key: string;
  gave_consent: boolean;
  /** How many requests have asked to create it. */
  times: number;
};

export type IdentityVerificationState = { attempts: Record<string, SimVerification> };

export const initialIdentityVerificationState = (): IdentityVerificationState => ({ attempts: {} });
