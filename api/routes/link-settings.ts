// The settings of Link that all cases of a tenant begin with. The tenant's own key may change them, because it could
// send the same with each onboarding. The addresses among them are registered by operators (tenant-addresses.ts).
import { z } from 'zod';
import { changeLinkSettings, linkSettingsOf } from '../../db/link/link-settings.ts';
import { transaction } from '../../db/pool.ts';
import { lockTenant } from '../../db/tenants.ts';
import { type LinkSettings, linkCountries, linkLanguages } from '../../domain/bank/link-settings.ts';
import { tenantOf } from '../cases/find-case.ts';
import { assertLinkAddresses, linkSchema, readLinkSettings } from '../cases/link-input.ts';
import type { Deps, Handler } from '../context.ts';
import { readJson } from '../http/body.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import type { Context } from '../http/request.ts';
import { requireTenant } from '../keys.ts';

const answerSchema = z
  .object({
    client_name: z.string().nullable(),
    language: z.enum(linkLanguages).nullable(),
    country_codes: z.array(z.enum(linkCountries)).nullable(),
    customization_name: z.string().nullable(),
    completion_redirect_uri: z.string().nullable(),
    oauth_redirect_uri: z.string().nullable(),
    android_package_name: z.string().nullable(),
  })
  .meta({ id: 'LinkSettings', description: 'Null: the default.' });

const changing = {
  description: 'Changes the fields that you send; null takes one back. Cases that have begun keep theirs.',
  body: { schema: linkSchema, example: { client_name: 'Acme Wallet', language: 'es' } },
  answer: answerSchema,
  problems: ['address_not_registered'],
} as const;

export function getLinkSettings({ db }: Pick<Deps, 'db'>): Handler {
  return documented({ summary: 'Read how Link looks for your applicants', answer: answerSchema }, async (ctx) => {
    ctx.body = settingsAnswer(await linkSettingsOf(db, tenantOf(ctx)));
  });
}

export function setLinkSettings(deps: Pick<Deps, 'db' | 'plaidEnvironment'>): Handler {
  return documented({ summary: 'Change how Link looks for your applicants', ...changing }, (ctx) =>
    change(deps, ctx, tenantOf(ctx)),
  );
}

/** As `setLinkSettings`, for an operator, who sets a tenant up. */
export function setTenantLinkSettings(deps: Pick<Deps, 'db' | 'plaidEnvironment'>): Handler {
  return documented({ summary: "Change how Link looks for a tenant's applicants", ...changing }, async (ctx) => {
    const tenantId = ctx.params?.id ?? '';
    await requireTenant(deps.db, tenantId);
    await change(deps, ctx, tenantId);
  });
}

async function change(deps: Pick<Deps, 'db' | 'plaidEnvironment'>, ctx: Context, tenantId: string): Promise<void> {
  const given = checkInput(linkSchema, await readJson(ctx.req));
  const changed = await transaction(deps.db, async (tx) => {
    // An operator who removes an address meanwhile waits.
    await lockTenant(tx, tenantId);
    await assertLinkAddresses(deps, tx, tenantId, { given, at: '' });
    return changeLinkSettings(tx, tenantId, readLinkSettings(given));
  });
  ctx.body = settingsAnswer(changed);
}

function settingsAnswer(settings: LinkSettings): z.output<typeof answerSchema> {
  const { clientName, language, countryCodes, customizationName, completionRedirectUri, oauthReturn } = settings;
  return {
    client_name: clientName ?? null,
    language: language ?? null,
    country_codes: countryCodes ?? null,
    customization_name: customizationName ?? null,
    completion_redirect_uri: completionRedirectUri ?? null,
    oauth_redirect_uri: oauthReturn && 'uri' in oauthReturn ? oauthReturn.uri : null,
    android_package_name: oauthReturn && 'androidPackage' in oauthReturn ? oauthReturn.androidPackage : null,
  };
}
