-- A mode of Link in which the applicant consents to more data of their Item.
alter table link_sessions drop constraint link_sessions_mode_check;
alter table link_sessions add constraint link_sessions_mode_check
  check (mode in ('new', 'update', 'accounts', 'consent', 'authorization', 'income', 'payment'));

-- A signal for an applicant who left Link but may have changed something there: the case reads the account.
alter table link_sessions drop constraint link_sessions_to_tell_check;
alter table link_sessions add constraint link_sessions_to_tell_check
  check (to_tell in ('linked', 'linkOffered', 'linkAbandoned', 'linkLeft'));

-- How often requests made us ask Plaid about the case's Links since then: a case may ask only so often in a minute.
alter table onboardings add column link_looks int not null default 0;
alter table onboardings add column link_looks_since timestamptz;
