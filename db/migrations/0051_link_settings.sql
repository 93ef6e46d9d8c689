-- The settings of Link (domain/bank/link-settings.ts): those of a tenant, and those of a case, which begin as the
-- tenant's. Null: none. Cases of earlier versions have only the address in `redirect_uri`, which new ones leave empty.
alter table tenants add column link_settings jsonb;
alter table onboardings add column link_settings jsonb;
grant update (link_settings) on tenants to gangway_api, gangway_sweeps;

-- `return`: applicants may come back to it from Link's hosted page and from emails. `oauth`: a bank may send them back
-- there, to an embedded Link. `android`: the same for an app, by the name of its package.
alter table tenant_addresses
  drop constraint tenant_addresses_use_check,
  add constraint tenant_addresses_use_check check (use in ('return', 'oauth', 'android', 'frame'));
