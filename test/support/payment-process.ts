// A payment as its activities tell the process of it.
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PaymentRead } from '../../activities/types.ts';
import type { Outcome } from '../../domain/onboarding.ts';
import type { OnboardingStart } from '../../workflows/messages.ts';
import { happy, startCase } from './cases.ts';
import type { FakeActivities } from './temporal.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What reads say: a standing, perhaps with Plaid's word behind a slash; or how it ended, behind `over/`. */
type Says = `${PaymentRead['standing']}` | `${'open' | 'again' | 'moving' | 'funded'}/${string}` | `over/${Outcome}`;

export function aPayment(overrides: FakeActivities = {}) {
  const payment = {
    /** Until the test says otherwise. */
    says: 'open' as Says,
    /** When each read was made, in milliseconds of the case's clock. */
    reads: [] as number[],
    waitDays: 7,
    activities: happy(),
    start(env: TestWorkflowEnvironment, change: Partial<OnboardingStart> = {}) {
      clock = () => env.currentTimeMs();
      return startCase(env, { linkTokenExpiresAt: null, ...change }, 'payment-initiation');
    },
  };
  let clock = async () => Date.now();
  let offers = 0;
  let agreedAt: number | null = null;

  function read(now: string): PaymentRead {
    const at = Date.parse(now);
    payment.reads.push(at);
    const [standing, word = standing.toUpperCase()] = payment.says.split('/') as [PaymentRead['standing'], string?];
    if (standing === 'over') return { standing, status: word, outcome: word as Outcome };
    if (standing === 'open' || standing === 'again') return { standing, status: word };
    agreedAt ??= at;
    const until = agreedAt + payment.waitDays * day;
    if (at >= until) return { standing: 'over', status: word, outcome: standing === 'funded' ? 'funded' : 'unproven' };
    return { standing, status: word, until: new Date(until).toISOString() };
  }

  payment.activities = happy({
    offerPayment: async () => {
      offers += 1;
      // As long as a Link token for a payment lives.
      const expiresAt = new Date((await clock()) + 30 * minute).toISOString();
      return { result: 'offered', paymentId: `payment-${offers}`, expiresAt };
    },
    readPayment: async ({ now }) => read(now),
    ...overrides,
  });
  return payment;
}
