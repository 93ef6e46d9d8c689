// A payment as the activities report it to its workflow.
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PaymentRead } from '../../../activities/types.ts';
import type { Outcome } from '../../../domain/case/onboarding.ts';
import { linked, type OnboardingStart } from '../../../workflows/messages.ts';
import type { FakeActivities } from '../temporal/temporal.ts';
import { eventually, happy, startCase } from './workflow-cases.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The results of reads: a standing, perhaps with Plaid's status behind a slash; or an outcome behind `over/`. */
type Says = `${PaymentRead['standing']}` | `${'open' | 'again' | 'moving' | 'funded'}/${string}` | `over/${Outcome}`;

export function aPayment(overrides: FakeActivities = {}) {
  const payment = {
    /** The result of each read, until the test sets another. */
    says: 'open' as Says,
    /** When the workflow made each read, in milliseconds of its own clock. */
    reads: [] as number[],
    waitDays: 7,
    activities: happy(),
    start(env: TestWorkflowEnvironment, change: Partial<OnboardingStart> = {}) {
      clock = () => env.currentTimeMs();
      return startCase(env, { linkTokenExpiresAt: null, ...change }, 'payment-initiation');
    },
    /** Waits until there is a Link to finish, because an earlier signal does not count. */
    async finishLink(env: TestWorkflowEnvironment, handle: WorkflowHandle) {
      await eventually(env, async () => offers > 0);
      await handle.signal(linked, { session: 'lnk_1', mode: 'payment' });
    },
  };
  let clock = async () => Date.now();
  let offers = 0;
  let agreedAt: number | null = null;

  function read(now: string): PaymentRead {
    const at = Date.parse(now);
    payment.reads.push(at);
    const [standing, word = standing.toUpperCase()] = payment.says.split('/') as [PaymentRead['standing'], string?];
    if (standing === 'over') return { standing, status: word, outcome: word as Outcome, reason: null };
    if (standing === 'open' || standing === 'again') return { standing, status: word };
    agreedAt ??= at;
    const until = agreedAt + payment.waitDays * day;
    const outcome = standing === 'funded' ? 'funded' : 'unverified';
    if (at >= until) return { standing: 'over', status: word, outcome, reason: null };
    return { standing, status: word, until: new Date(until).toISOString() };
  }

  payment.activities = happy({
    offerPayment: async () => {
      offers += 1;
      // The lifetime of a Link token for a payment.
      const expiresAt = new Date((await clock()) + 30 * minute).toISOString();
      return { result: 'offered', paymentId: `payment-${offers}`, expiresAt };
    },
    readPayment: async ({ now }) => read(now),
    ...overrides,
  });
  return payment;
}
