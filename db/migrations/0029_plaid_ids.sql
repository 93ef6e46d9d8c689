-- A route was a route of HTTP, and a Plaid id with the case that it belongs to. The second is called after the id.
alter table routes rename to plaid_ids;
alter table plaid_ids rename constraint routes_pkey to plaid_ids_pkey;
alter table plaid_ids rename constraint routes_onboarding_id_fkey to plaid_ids_onboarding_id_fkey;
alter index routes_by_case rename to plaid_ids_by_case;
alter table webhooks rename column route_kind to plaid_id_kind;
alter table webhooks rename column route_id to plaid_id;
alter index webhooks_by_route rename to webhooks_by_plaid_id;
