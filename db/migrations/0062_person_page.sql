-- The person's page: how it looks for a tenant, and which browsers may see a case on it.

create table brands (
  tenant_id text primary key references tenants,
  name text,
  -- A small picture, and its media type by its first bytes.
  logo bytea,
  logo_type text,
  colour text,
  -- An email address, or an https address.
  support text
);
select keep_tenants_apart('brands', 'tenant_id');
grant select, insert, update on brands to gangway_api, gangway_sweeps;
grant select on brands to gangway_readonly;

create table page_browsers (
  -- SHA-256 of the token in the browser's cookie.
  token_hash bytea primary key,
  onboarding_id text not null references onboardings,
  -- False: the person has still to type in the code that was sent to them.
  known boolean not null,
  -- The browser that opened the page first, and so without a code. The row stays until the erasure.
  first boolean not null default false,
  -- A keyed hash. Null once it was typed in, and in the row of the first.
  code_hash bytea,
  code_tries integer not null default 0,
  created_at timestamptz not null default now(),
  -- To the day.
  seen_at timestamptz not null default now()
);
create index page_browsers_by_case on page_browsers (onboarding_id);
create unique index page_browsers_first on page_browsers (onboarding_id) where first;
create index page_browsers_old on page_browsers (seen_at) where not first;
select keep_tenants_apart('page_browsers', 'onboarding_id', 'onboardings');
grant select, insert, update, delete on page_browsers to gangway_api, gangway_sweeps;
grant select on page_browsers to gangway_readonly;

-- The language of a Link that the page made, and that leads back to it and not to the tenant's address. Null: any other.
alter table link_sessions add column page_language text;

-- Null: emails lead to the person's page.
alter table notification_endpoints alter column url drop not null;
