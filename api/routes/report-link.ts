import { z } from 'zod';
import type { CaseView } from '../../db/case-views.ts';
import { exitLink, finishLink } from '../../db/link-sessions.ts';
import { addLinkTell } from '../../db/link-tells.ts';
import type { Db } from '../../db/pool.ts';
import { chooseAccount } from '../../domain/account.ts';
import { shownAccount } from '../../domain/duplicates.ts';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import { readJson } from '../body.ts';
import { needsLink } from '../cases/case-answer.ts';
import { answerCase, findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { answerOnce } from '../idempotent.ts';
import { checkInput } from '../input.ts';

const word = z.string().regex(/^[A-Za-z_]{1,64}$/, "must be Plaid's own word, such as INSTITUTION_DOWN");

const text = z.string().max(200).nullish();

/** What Link's onSuccess gives beside the token. Plaid adds to it, so it is not held to what we know of it. */
const metadata = z.object({
  institution: z.object({ institution_id: z.string().max(200) }).nullish(),
  accounts: z
    .array(z.object({ name: text, mask: text, type: z.string().max(200), subtype: text }))
    .max(100)
    .default([]),
});

const body = z
  .strictObject({
    public_token: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,128}$/, "must be the public_token that Link's onSuccess gave")
      .optional(),
    metadata: metadata.optional(),
    exit: z
      .strictObject({ final: z.boolean().default(false), error_code: word.nullish(), status: word.nullish() })
      .optional(),
  })
  .refine((given) => (given.public_token === undefined) !== (given.exit === undefined), {
    error: 'must hold either public_token (Link succeeded) or exit (the person left)',
  });

/**
 * How Link ended in the person's browser. The fact is recorded and the relay tells the case, as it does for the
 * SESSION_FINISHED webhook that says the same; whichever comes second changes nothing. A repeat answers with the case
 * as it stands.
 */
export function reportLink(deps: Deps): Route {
  return {
    method: 'POST',
    path: '/v1/onboardings/:id/link',
    handle: async (ctx) => {
      const given = checkInput(body, await readJson(ctx.req));
      const view = await findCase(deps, ctx);
      await answerOnce(deps, ctx, {
        request: given,
        record: async (tx) => {
          if (given.exit) await recordExit(tx, view, given.exit.final);
          else await recordSuccess(tx, deps, view, given);
          return view.id;
        },
        finish: async (id) => {
          deps.pokeRelay();
          return { status: 200, body: await answerCase(deps, ctx, id) };
        },
      });
    },
  };
}

async function recordSuccess(tx: Db, { vault }: Deps, view: CaseView, given: z.output<typeof body>): Promise<void> {
  const publicToken = new Secret(given.public_token ?? '');
  const shown = shownAccount(
    given.metadata?.institution?.institution_id,
    chooseAccount(given.metadata?.accounts ?? []),
  );
  const finished = await finishLink(tx, vault, { onboardingId: view.id, publicToken, shown });
  if (!finished) throw noSession();
  if (finished.news) await addLinkTell(tx, finished.session, 'linked');
}

async function recordExit(tx: Db, view: CaseView, final: boolean): Promise<void> {
  if (!needsLink(view)) {
    const detail = `The case is ${view.stage} and waits for no Link. To end it, send POST /v1/onboardings/${view.id}/cancel.`;
    throw new Failure('conflict', detail, { code: 'stage_conflict' });
  }
  const exited = await exitLink(tx, { onboardingId: view.id });
  if (!exited) throw noSession();
  if (final) await addLinkTell(tx, exited.session, 'linkAbandoned');
}

const noSession = () =>
  new Failure('conflict', 'The case has no Link session yet. Repeat the request that created it.', {
    code: 'no_link_session',
  });
