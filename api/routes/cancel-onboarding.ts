import { z } from 'zod';
import type { CaseView } from '../../db/case-views.ts';
import { addToTimeline } from '../../db/timeline.ts';
import { Failure } from '../../domain/failure.ts';
import { cancel } from '../../workflows/messages.ts';
import { readJson } from '../body.ts';
import { askCase } from '../cases/ask-case.ts';
import { cancelTransfer } from '../cases/cancel-transfer.ts';
import { answerCase, findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { answerOnce } from '../idempotent.ts';
import { checkInput } from '../input.ts';

const body = z.strictObject({
  reason: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'must be a word of your own, such as "user_request"; operators see it')
    .nullish(),
});

/**
 * Ends a case while no money has moved, which includes a transfer that Plaid has not handed to the bank yet. The answer
 * shows the case as recorded, which closes within moments; cancelling a cancelled case answers with it again.
 */
export function cancelOnboarding(deps: Deps): Route {
  return {
    method: 'POST',
    path: '/v1/onboardings/:id/cancel',
    handle: async (ctx) => {
      const { reason = null } = checkInput(body, await readJson(ctx.req));
      const view = await findCase(deps, ctx);
      await answerOnce(deps, ctx, {
        request: { reason },
        record: async (tx) => {
          if (view.stage !== 'closed') await addToTimeline(tx, view.id, 'cancel_requested', { by: 'product', reason });
          return view.id;
        },
        finish: async (id) => {
          refuseTooLate(view);
          if (view.stage === 'transferring') await cancelTransfer(deps, id);
          // One id for all cancellations of a case: the second is the first.
          else if (view.stage !== 'closed') await askCase(deps, id, cancel, { by: 'product' }, 'cancel');
          return { status: 200, body: await answerCase(deps, ctx, id) };
        },
      });
    },
  };
}

// A case that watches for returns is asleep: asking its workflow would wake it for an answer that is known here.
function refuseTooLate({ stage, outcome }: CaseView): void {
  if (stage === 'watching_returns') {
    const detail = 'The money has arrived: the case can no longer be cancelled.';
    throw new Failure('conflict', detail, { code: 'stage_conflict' });
  }
  if (stage === 'closed' && outcome !== 'cancelled') {
    throw new Failure('conflict', `The case has ended as ${outcome}.`, { code: 'case_closed' });
  }
}
