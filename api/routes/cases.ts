import { summaryOf, type UpdateName, updateCase } from '../cases/update-case.ts';
import type { Deps, Handler } from '../context.ts';
import { asksCase, documented } from '../http/operation.ts';

/** Sends an operator's update to a case. It has taken effect, or the case does it next. */
export function sendUpdate(deps: Pick<Deps, 'db' | 'cases'>, name: UpdateName): Handler {
  return documented(
    { summary: summaryOf(name), answer: null, problems: [...asksCase, 'onboarding_not_found'] },
    async (ctx) => {
      await updateCase(deps, ctx.params?.id ?? '', name);
      ctx.status = 204;
    },
  );
}
