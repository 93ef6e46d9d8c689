import { z } from 'zod';
import { createLink } from '../../cases/link.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import {
  askForRemoval,
  findLinkedAccount,
  type LinkedAccount,
  listLinkedAccounts,
} from '../../db/bank/linked-accounts.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { openLinkSession } from '../../db/link/link-sessions.ts';
import { linkSettingsOf } from '../../db/link/link-settings.ts';
import { addLinkSignal } from '../../db/link/link-signals.ts';
import { rtpOf } from '../cases/ask-plaid.ts';
import { accountAnswer, accountSchema, findAccount, refuseGone, unusable } from '../cases/find-account.ts';
import { tenantOf } from '../cases/find-case.ts';
import {
  assertLinkAddresses,
  keepAllowedAddresses,
  linkSchema,
  ofTheUs,
  readLinkSettings,
} from '../cases/link-input.ts';
import { lookAtLinks } from '../cases/look-at-links.ts';
import { metadataFilter } from '../cases/metadata-input.ts';
import { linkFields } from '../cases/next-action-answer.ts';
import { removeAccounts } from '../cases/remove-accounts.ts';
import type { Deps, Handler } from '../context.ts';
import { errorFields } from '../http/access-log.ts';
import { pageOf } from '../http/answer-fields.ts';
import { readOptionalJson } from '../http/body.ts';
import { checkInput } from '../http/input.ts';
import { asksPlaid, documented } from '../http/operation.ts';
import { encodePlace, pageLimit, placeCursor, queryOf } from '../http/query.ts';

const query = z.strictObject({
  user_id: z.string().max(64).optional(),
  onboarding_id: z.string().max(64).optional(),
  metadata: metadataFilter,
  limit: pageLimit(100, 20),
  cursor: placeCursor(/^acct_[0-9a-f]{32}$/),
});

/** Answers with the tenant's linked accounts, newest first. */
export function listAccounts({ db }: Deps): Handler {
  return documented(
    { summary: 'List linked accounts, newest first', query, answer: pageOf(accountSchema) },
    async (ctx) => {
      const { user_id: userId, onboarding_id: onboardingId, ...page } = checkInput(query, queryOf(ctx));
      const { accounts, next } = await listLinkedAccounts(db, tenantOf(ctx), { ...page, userId, onboardingId });
      ctx.body = { data: accounts.map(accountAnswer), next_cursor: next && encodePlace(next.at, next.id) };
    },
  );
}

/** Answers with a linked account. Asks Plaid once whether it takes RTP. */
export function getAccount(deps: Deps): Handler {
  return documented({ summary: 'Read a linked account', answer: accountSchema }, async (ctx) => {
    const account = await findAccount(deps, ctx);
    ctx.body = accountAnswer({ ...account, rtp: await rtpOf(deps, account) });
  });
}

/**
 * Ends the use of an account at once. Its Item is removed at Plaid as soon as no transfer needs it any more. A repeat
 * changes nothing.
 */
export function deleteAccount(deps: Deps): Handler {
  const { db, log } = deps;
  return documented({ summary: 'End the use of a linked account', answer: accountSchema }, async (ctx) => {
    const { id } = await findAccount(deps, ctx);
    await askForRemoval(db, id);
    // The relay removes what this call cannot.
    await removeAccounts(deps, 1, id).catch((error: unknown) => log.warn(errorFields(error), 'Item not removed yet'));
    ctx.body = accountAnswer(await known(deps, tenantOf(ctx), id));
  });
}

const { renew: _, ...openLink } = linkFields;
const body = z.strictObject({ link: linkSchema.optional() }).superRefine(ofTheUs).default({});
const repairing = {
  summary: 'Make a Link token for a new login',
  description:
    'Link has the settings of the onboarding that linked the account, above those of the tenant, unless `link` has others.',
  body: { schema: body, example: { link: { language: 'es' } }, optional: true },
  answer: accountSchema.extend({ link: z.object(openLink) }).meta({ id: 'AccountWithLink' }),
  problems: [...asksPlaid, 'account_unusable', 'address_not_registered', 'too_many_looks', 'erased'],
} as const;

/** The time that a person needs in Link. The API replaces a token that lasts less. */
const enoughMs = 10 * 60_000;

/** Answers with a Link token by which the person signs in at their bank again. Transfers that wait for this go on. */
export function repairAccount(deps: Deps): Handler {
  const { db, vault } = deps;
  return documented(repairing, async (ctx) => {
    const given = checkInput(body, await readOptionalJson(ctx.req));
    const account = await findAccount(deps, ctx);
    const { onboardingId, tenantId } = account;
    await assertLinkAddresses(deps, db, tenantId, { given: given.link, at: '/link' });
    refuseGone(accountAnswer(account));
    await lookAtLinks(deps, onboardingId);
    const answer = accountAnswer(await known(deps, tenantOf(ctx), account.id));
    refuseGone(answer);
    const record = await loadCase(db, onboardingId);
    const item = await itemOfCase(db, vault, onboardingId);
    if (!record || !item?.accessToken || item.itemId !== account.itemId) throw unusable(answer);
    const open = given.link ? null : await openLinkSession(db, vault, onboardingId, 'renew_login');
    const lasts = open && open.expiresAt.getTime() - Date.now() >= enoughMs;
    const purpose = { mode: 'update', accessToken: item.accessToken } as const;
    const linkSettings = {
      ...(await linkSettingsOf(db, tenantId)),
      ...(await keepAllowedAddresses(deps, db, tenantId, record.linkSettings)),
      ...readLinkSettings(given.link),
    };
    // Transfers that wait for it look for its result, in case no webhook reports it.
    const link = lasts
      ? open
      : await createLink(deps, { ...record, linkSettings }, { purpose, offer: 'renew_login' }, (tx, session) =>
          addLinkSignal(tx, session, 'linkOffered'),
        );
    deps.pokeRelay();
    const { token, url, expiresAt } = link;
    ctx.body = { ...answer, link: { link_token: token.reveal(), url, expires_at: expiresAt.toISOString() } };
  });
}

async function known({ db }: Deps, tenantId: string, id: string): Promise<LinkedAccount> {
  const account = await findLinkedAccount(db, tenantId, id);
  if (!account) throw new TypeError('an account that was just read is gone');
  return account;
}
