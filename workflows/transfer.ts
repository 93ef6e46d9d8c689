// The process of a transfer on a linked account. It begins where an onboarding has verified its account, and moves the
// money by the same code.
import type { Outcome } from '../domain/case/onboarding.ts';
import { bank } from './activities.ts';
import { type Case, ends, takeBeginsAgain } from './case.ts';
import { moveMoney } from './follow-transfer.ts';
import type { OnboardingStart } from './messages.ts';
import { step } from './step.ts';
import { withCase } from './with-case.ts';

export async function transfer(start: OnboardingStart): Promise<Outcome> {
  return withCase(start, transferOnAccount);
}

async function transferOnAccount(theCase: Case): Promise<Outcome> {
  if (takeBeginsAgain(theCase)) {
    const again = await step(theCase, 'verifying_account', bank.rereadAccount);
    if (!again.accepted) return ends(theCase, again.ended);
  }
  return moveMoney(theCase);
}
