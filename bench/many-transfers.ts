// Thousands of cases whose money is on its way, and what the simulated Plaid says of their transfers.
import type { Pool } from '../db/pool.ts';
import type { Policy } from '../domain/case/policy.ts';
import { writeTransferEvent } from '../simulator/transfer/progress.ts';
import type { Event } from '../simulator/transfer/state.ts';
import type { World } from '../simulator/world.ts';

/** The ids of the transfer and of the case with this number. */
export const transferIdOf = (group: string, number: number): string => `transfer-${group}-${number}`;
export const caseIdOf = (group: string, number: number): string => `onb_${group}_${number}`;

/** Stores cases in `transferring`, from 1 to `count`, each with a credit that is pending. */
export async function storeMovingTransfers(db: Pool, group: string, count: number, policy: Policy): Promise<void> {
  const of = (name: string) => `'${name}-${group}-' || n`;
  const onb = `'onb_${group}_' || n`;
  const each = `from generate_series(1, ${count}) n`;
  const statements = [
    `insert into link_sessions (id, onboarding_id, mode, token_hash, token_sealed, url_sealed, expires_at)
     select ${of('lnk')}, ${onb}, 'new', ${of('hash')}, '', '', now() ${each}`,
    `insert into items (id, onboarding_id, link_session_id, revoked_at)
     select ${of('item')}, ${onb}, ${of('lnk')}, now() ${each}`,
    `insert into accounts (id, onboarding_id, item_id) select ${of('account')}, ${onb}, ${of('item')} ${each}`,
    `insert into authorizations (key, onboarding_id, account_id, authorization_id, decision, network, answered_at)
     select ${of('key')}, ${onb}, ${of('account')}, ${of('authorization')}, 'approved', 'ach', now() ${each}`,
    `insert into transfers (id, onboarding_id, authorization_id, network, status, amount_cents, watch_until, created_at)
     select ${of('transfer')}, ${onb}, ${of('authorization')}, 'ach', 'pending', 2500, now() + interval '90 days', now()
     ${each}`,
  ];
  await db.query(`insert into tenants (id, name) values ('ten_many', 'many') on conflict do nothing`);
  await db.query(
    `insert into onboardings (id, tenant_id, user_id, rail, direction, network, amount_cents, currency, ach_class,
       description, policy, stage, workflow_started_at)
     select ${onb}, 'ten_many', 'user', 'ach', 'credit', 'ach', 2500, 'USD', 'ppd', 'First', $1, 'transferring', now()
     ${each}`,
    [JSON.stringify(policy)],
  );
  for (const statement of statements) await db.query(statement);
}

/** Lets the simulated bank report `type` of each transfer at once. */
export function reportOfAll(world: World, group: string, count: number, type: Event['event_type']): void {
  for (let number = 1; number <= count; number++) {
    writeTransferEvent(world, world.now(), {
      ...{ event_type: type, transfer_id: transferIdOf(group, number), account_id: `account-${group}-${number}` },
      ...{ transfer_type: 'credit', transfer_amount: '25.00', failure_reason: null },
    });
  }
}
