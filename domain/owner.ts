import type { Address } from './onboarding.ts';

/**
 * An owner of an account, as the bank knows them: personal data, read and compared and never kept. Joint owners mostly
 * stand in one, as several names (Plaid, Owner).
 */
export type Owner = { names: string[]; emails: string[]; phones: string[]; addresses: OwnerAddress[] };
export type OwnerAddress = { [part in keyof Address]: Address[part] | null };
