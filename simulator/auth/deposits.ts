// Moves the micro-deposits that prove accounts along their plans, and ends automatic verification.
import { edges, microDepositMoves, newestMicroDeposit, sendMicroDeposit } from '../bank-transfer/progress.ts';
import { brokenBy } from '../link/find.ts';
import { sendWebhook } from '../link/items.ts';
import type { SimAccount, SimItem } from '../link/state.ts';
import { scenarioOf } from '../scenarios/index.ts';
import type { AuthStory } from '../scenarios/scenario.ts';
import { dueBy } from '../store/look-up.ts';
import type { World } from '../world.ts';
import type { Move } from './deposit-plan.ts';

/** Takes every step that is due by the simulated clock. Safe to call at any moment. */
export function settleDeposits(world: World): void {
  const now = world.now().toISOString();
  for (const item of dueBy(world.state.link.items, now, nextMove)) {
    const { plan = [] } = item.deposit ?? {};
    for (const { does } of plan.filter(({ at }) => at <= now)) {
      // Plaid cannot look for its deposit at the bank while the login is broken. The time to expiry runs on.
      if (does === 'verified' && brokenBy(item)) continue;
      plan.splice(
        plan.findIndex((step) => step.does === does),
        1,
      );
      for (const account of item.accounts) take(world, item, account, does);
    }
  }
}

const nextMove = ({ deposit }: SimItem) => deposit?.plan[0]?.at ?? null;

function take(world: World, item: SimItem, account: SimAccount, does: Move): void {
  const { account_id } = account;
  const story = storyOf(item);
  world.changed();
  switch (does) {
    case 'sent':
      if (account.verification_status === 'unsent') account.verification_status = 'pending_manual_verification';
      sendMicroDeposit(world, account_id, story.method === 'SAME_DAY_MICRODEPOSITS' ? story.feed : undefined);
      return;
    case 'posted':
    case 'reversed': {
      const { status } = newestMicroDeposit(world, account_id) ?? {};
      const code = story.method === 'SAME_DAY_MICRODEPOSITS' ? story.return_code : undefined;
      if (status && edges[status]?.includes(does)) microDepositMoves(world, account_id, does, code);
      return;
    }
    case 'verified':
      conclude(world, item, account, 'automatically_verified');
      return;
    case 'expired':
      conclude(world, item, account, 'verification_expired');
  }
}

/** Ends automatic verification, with its webhook. Plaid sends none when a verification in Link ends. */
export function conclude(
  world: World,
  item: SimItem,
  account: SimAccount,
  status: 'automatically_verified' | 'verification_expired',
): void {
  if (account.verification_status !== 'pending_automatic_verification') return;
  account.verification_status = status;
  if (item.deposit) item.deposit.plan = item.deposit.plan.filter(({ does }) => does === 'posted');
  const webhook_code = status === 'verification_expired' ? 'VERIFICATION_EXPIRED' : 'AUTOMATICALLY_VERIFIED';
  sendWebhook(world, item, { webhook_type: 'AUTH', webhook_code, account_id: account.account_id, error: null });
}

const storyOf = (item: SimItem): AuthStory => scenarioOf(item).auth ?? { method: 'INSTANT_AUTH' };
