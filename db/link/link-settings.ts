// The settings of Link, of a tenant and of a case.
import type { LinkSettings } from '../../domain/bank/link-settings.ts';
import type { Db } from '../pool.ts';
import type { AddressUse, TenantAddress } from '../tenant-addresses.ts';

/** SQL: the settings of a new case: the tenant's, below those of the case. Null: there are none. */
export const tenantsLinkSettings = (tenant: string, ofCase: string): string =>
  `nullif(coalesce((select link_settings from tenants where id = ${tenant}), '{}') || ${ofCase}::jsonb, '{}')`;

/** SQL: the settings of a case `o`. One of an earlier version has only the address in `redirect_uri`. */
export const linkSettingsColumn = `coalesce(o.link_settings,
  jsonb_strip_nulls(jsonb_build_object('completionRedirectUri', o.redirect_uri))) as "linkSettings"`;

export async function linkSettingsOf(db: Db, tenantId: string): Promise<LinkSettings> {
  const { rows } = await db.query<{ settings: LinkSettings }>(
    `select coalesce(link_settings, '{}') as settings from tenants where id = $1`,
    [tenantId],
  );
  return rows[0]?.settings ?? {};
}

/** Changes the given settings of a tenant; null takes one back. Cases that have begun keep theirs. */
export async function changeLinkSettings(db: Db, tenantId: string, given: LinkSettings): Promise<LinkSettings> {
  const { rows } = await db.query<{ settings: LinkSettings }>(
    `update tenants set link_settings = jsonb_strip_nulls(coalesce(link_settings, '{}') || $2::jsonb) where id = $1
     returning link_settings as settings`,
    [tenantId, given],
  );
  return rows[0]?.settings ?? {};
}

/** Takes an address out of the settings of a tenant, so that no new case begins with it. */
export async function dropFromLinkSettings(
  db: Db,
  tenantId: string,
  { use, address }: Pick<TenantAddress, 'use' | 'address'>,
): Promise<void> {
  const settings: Record<AddressUse, LinkSettings> = {
    return: { completionRedirectUri: address },
    oauth: { oauthReturn: { uri: address } },
    android: { oauthReturn: { androidPackage: address } },
    frame: {},
  };
  await db.query(
    `update tenants set link_settings = link_settings - array(select jsonb_object_keys($2::jsonb))
     where id = $1 and link_settings @> nullif($2::jsonb, '{}')`,
    [tenantId, settings[use]],
  );
}
