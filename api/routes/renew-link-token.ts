import { latestAuthorization } from '../../db/authorizations.ts';
import { itemOfCase } from '../../db/items.ts';
import { openLinkSession } from '../../db/link-sessions.ts';
import { addLinkTell, newestLink } from '../../db/link-tells.ts';
import { loadCase } from '../../db/onboardings.ts';
import { Failure } from '../../domain/failure.ts';
import type { LinkPurpose } from '../../plaid/gateway.ts';
import { needsLink } from '../case-answer.ts';
import type { Deps, Route } from '../context.ts';
import { answerCase, findCase } from '../find-case.ts';
import { answerOnce } from '../idempotent.ts';
import { offerLink } from '../start-case.ts';

/** Time that a person needs in Link; a token with less left is not worth offering. */
const enoughMs = 10 * 60_000;

/** A Link token that can be used now, in the mode that the case needs: the open one while it lasts, else a fresh one. */
export function renewLinkToken(deps: Deps): Route {
  return {
    method: 'POST',
    path: '/v1/onboardings/:id/link_token',
    handle: async (ctx) => {
      const view = await findCase(deps, ctx);
      await answerOnce(deps, ctx, {
        request: null,
        record: async () => view.id,
        finish: async (id) => {
          await renew(deps, id);
          return { status: 200, body: await answerCase(deps, ctx, id) };
        },
      });
    },
  };
}

async function renew(deps: Deps, onboardingId: string): Promise<void> {
  const { db, vault } = deps;
  const record = await loadCase(db, onboardingId);
  if (!record || !needsLink(record.stage)) {
    const detail = `The case is ${record?.stage} and needs no Link token; its next_action says what it needs.`;
    throw new Failure('conflict', detail, { code: 'stage_conflict' });
  }
  const open = await openLinkSession(db, vault, onboardingId);
  if (open && open.expiresAt.getTime() - Date.now() >= enoughMs) return;
  await offerLink(deps, record, await purposeOf(deps, onboardingId), (tx, session) =>
    addLinkTell(tx, session, 'linkOffered'),
  );
  deps.pokeRelay();
}

/** The same as of the token before: the step that found the login broken chose it. */
async function purposeOf({ db, vault }: Deps, onboardingId: string): Promise<LinkPurpose> {
  const mode = (await newestLink(db, onboardingId))?.mode ?? 'new';
  if (mode === 'update') {
    const item = await itemOfCase(db, vault, onboardingId);
    if (item) return { mode, accessToken: item.accessToken };
  }
  if (mode === 'authorization') {
    const authorizationId = (await latestAuthorization(db, onboardingId))?.authorizationId;
    if (authorizationId) return { mode, authorizationId };
  }
  return { mode: 'new' };
}
