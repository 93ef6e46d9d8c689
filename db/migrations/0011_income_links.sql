-- Income: the applicant shares it in a Link of its own, which the case offers and does not wait for.

alter table link_sessions
  drop constraint link_sessions_mode_check,
  add constraint link_sessions_mode_check check (mode in ('new', 'update', 'accounts', 'authorization', 'income')),
  drop constraint link_sessions_offer_check,
  add constraint link_sessions_offer_check check (offer in ('select_accounts', 'renew_login', 'verify_income'));

alter table reports
  drop constraint reports_status_check,
  -- 'offered': the applicant has not shared it yet.
  add constraint reports_status_check check (status in ('offered', 'asked', 'ready', 'failed'));
