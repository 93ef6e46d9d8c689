import { z } from 'zod';
import type { CaseView } from '../../db/case/case-views.ts';
import { exitLink } from '../../db/link/link-results.ts';
import { addLinkSignal, isSuccessKnown, newestLink } from '../../db/link/link-signals.ts';
import type { Db } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import { plaidId } from '../../domain/plaid-id.ts';
import { Secret } from '../../domain/secret.ts';
import { needsLink } from '../cases/case-answer.ts';
import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import { lookAtLinks } from '../cases/look-at-links.ts';
import type { Deps, Handler } from '../context.ts';
import { readJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksPlaid, documented } from '../http/operation.ts';

const word = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,80}$/, "must be a code of Plaid's, such as INSTITUTION_DOWN, as Link's onExit gave it");

const body = z
  .strictObject({
    public_token: z.string().regex(plaidId, "must be the public_token that Link's onSuccess gave").optional(),
    /** Link's onSuccess gives it with the token. The API ignores it and uses Plaid's own data about the account. */
    metadata: z.unknown().optional(),
    exit: z
      .strictObject({ final: z.boolean().default(false), error_code: word.nullish(), status: word.nullish() })
      .optional(),
    returned: z.literal(true).optional(),
  })
  .refine(
    ({ public_token, exit, returned }) =>
      [public_token, exit, returned].filter((one) => one !== undefined).length === 1,
    {
      error:
        'must contain exactly one of public_token (Link succeeded), exit (the applicant left Link) and ' +
        'returned (the applicant is back)',
    },
  );

const reporting = {
  summary: 'Report how Link ended',
  body: { schema: body, example: { returned: true } },
  idempotencyKey: 'optional',
  answer: shownAt,
  problems: [...asksPlaid, 'stage_conflict', 'no_link_session', 'public_token_not_named', 'too_many_looks'],
} as const;

/**
 * Receives how Link ended in the applicant's browser. After a success or `returned`, the API asks Plaid. It records the
 * result, and the relay signals the case, as after the SESSION_FINISHED webhook. The later of the two reports changes
 * nothing, and a repeat gets the case as it stands.
 */
export function reportLink(deps: Deps): Handler {
  return documented(reporting, async (ctx) => {
    const given = checkInput(body, await readJson(ctx.req));
    const view = await findCase(deps, ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        if (given.exit) await recordExit(tx, view, given.exit.final);
        else if (given.public_token && !(await newestLink(tx, view.id))) throw noSession();
        return view.id;
      },
      finish: async (id) => {
        if (given.returned) await lookAtLinks(deps, id);
        if (given.public_token) await confirmSuccess(deps, id, new Secret(given.public_token));
        deps.pokeRelay();
        return { status: 200, body: await answerCase(deps, ctx, id) };
      },
    });
  });
}

/**
 * The token comes from the caller, so it counts only if Plaid names it for a Link token of this case. A token of
 * another case would bring another applicant's account. A session that Plaid does not call finished stays open.
 */
async function confirmSuccess(deps: Deps, onboardingId: string, token: Secret): Promise<void> {
  if (await isSuccessKnown(deps.db, onboardingId, token)) return;
  await lookAtLinks(deps, onboardingId);
  if (await isSuccessKnown(deps.db, onboardingId, token)) return;
  const detail =
    'Plaid knows this public_token for no Link of this onboarding. Send the one that onSuccess gave for its own Link ' +
    'token. If you did, send {"returned": true} in a moment.';
  throw new Failure('conflict', detail, { code: 'public_token_not_named' });
}

async function recordExit(tx: Db, view: CaseView, final: boolean): Promise<void> {
  if (!needsLink(view)) {
    const detail = `The case is ${view.stage} and waits for no Link. To end the case, send POST /v1/onboardings/${view.id}/cancel.`;
    throw new Failure('conflict', detail, { code: 'stage_conflict' });
  }
  const exited = await exitLink(tx, { onboardingId: view.id });
  if (!exited) throw noSession();
  if (final) await addLinkSignal(tx, exited.session, 'linkAbandoned');
}

const noSession = () =>
  new Failure('conflict', 'The case has no Link session yet. Repeat the request that created it.', {
    code: 'no_link_session',
  });
