-- Operators list the webhooks of a case, of every status. The relay still looks for those of one status.
drop index webhooks_by_plaid_id;
create index webhooks_by_plaid_id on webhooks (plaid_id_kind, plaid_id, status, id);

-- The worker sends the last notification about a case again when an operator asks for that.
grant update on notification_deliveries to gangway_worker;
grant select, delete on notification_attempts to gangway_worker;
