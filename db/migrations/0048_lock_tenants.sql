-- An operator's request locks the tenant whose addresses it changes, and PostgreSQL asks for the right to update.
grant update (created_at) on tenants to gangway_sweeps;
