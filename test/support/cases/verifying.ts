// Builders for tests of the verification of an account.
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ReadAccount } from '../../../activities/types.ts';
import { proofOf } from '../../../domain/bank/account.ts';
import { linked, type MicroDepositsMoved, microDepositsMoved } from '../../../workflows/messages.ts';
import type { FakeActivities } from '../temporal/temporal.ts';
import { happy, stageReached, startCase } from './workflow-cases.ts';

// The case ends at the money call, because the part after it needs the real server (funded.test.ts).
export const untilMoney = (overrides: FakeActivities) =>
  happy({
    moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
    offerLink: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
    offerMicroDepositCode: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
    ...overrides,
  });

/** Plaid's statuses, as the reads find them. */
export function account(first: string | null) {
  const at = { status: first, id: 'account-1' };
  const read = async (): Promise<ReadAccount> => ({
    ...{ itemId: 'item-1', accountId: at.id, proof: proofOf(at.status), status: at.status },
  });
  return { at, read };
}
export async function waits(env: TestWorkflowEnvironment, change: Parameters<typeof startCase>[1] = {}) {
  const handle = await startCase(env, change);
  await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
  await stageReached(env, handle, 'awaiting_micro_deposits');
  return handle;
}
type Handle = Awaited<ReturnType<typeof waits>>;
export const moved = (handle: Handle, change: Partial<MicroDepositsMoved> = {}, at = Date.now()) =>
  handle.signal(microDepositsMoved, {
    ...{ accountId: 'account-1', moved: 'posted', at: new Date(at).toISOString(), returnCode: null },
    eventIds: ['bank-transfer/1'],
    ...change,
  });
export const asked = (calls: string[]) => calls.filter((call) => call === 'offerMicroDepositCode').length;
