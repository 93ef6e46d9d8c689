import type { World } from '../../../dev/demo/call.ts';
import type { Money } from '../../../dev/demo/stories.ts';

/** The part of the simulated bank's ledger that these tests read. */
export type Ledger = {
  items: { client_user_id: string; item_id: string; removed: boolean }[];
  exchanges: { client_user_id: string; item_id: string }[];
  transfers: { client_user_id: string; transfer_id: string; amount: string; status: string; times: number }[];
  recipients: { recipient_id: string }[];
  /** A payment has no `client_user_id` until Link was opened for it. */
  payments: { client_user_id: string | null; payment_id: string; reference: string; status: string }[];
  refunds: { client_user_id: string; amount: string; status: string }[];
  authorizations: {
    client_user_id: string;
    key: string;
    transfer_id: string | null;
    decision: string;
    cancelled: boolean;
  }[];
  faults: { path: string; kind: string; left: number; fired: number }[];
};

export async function readLedger({ simulator }: World): Promise<Ledger> {
  return (await simulator('GET', '/simulator/ledger')).body as Ledger;
}

/** Returns the part of the ledger that concerns one case. */
export async function ledgerOf(
  world: World,
  onboardingId: string,
): Promise<Omit<Ledger, 'recipients' | 'refunds' | 'faults'>> {
  const { items, exchanges, transfers, payments, authorizations } = await readLedger(world);
  const ours = <T extends { client_user_id: string | null }>(all: T[]) =>
    all.filter(({ client_user_id }) => client_user_id === onboardingId);
  return {
    items: ours(items),
    exchanges: ours(exchanges),
    transfers: ours(transfers),
    payments: ours(payments),
    authorizations: ours(authorizations),
  };
}

export async function moneyAtBank(world: World, onboardingId: string): Promise<Money> {
  const { transfers, payments } = await ledgerOf(world, onboardingId);
  return { transfers: transfers.length, payments: payments.length };
}
