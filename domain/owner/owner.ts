import type { Address } from '../case/onboarding.ts';

/**
 * An owner of an account, as the bank knows them: personal data, read and compared and never kept. Joint owners are
 * mostly one entry with several names (Plaid, Owner).
 */
export type Owner = { names: string[]; emails: string[]; phones: string[]; addresses: OwnerAddress[] };
export type OwnerAddress = { [part in keyof Address]: Address[part] | null };
