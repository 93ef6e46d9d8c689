-- Cases and feeds are signalled, Temporal's word.
alter table transfer_events rename column told_at to signalled_at;
alter table bank_transfer_events rename column told_at to signalled_at;
alter table link_sessions rename column to_tell to to_signal;
alter table reviews rename column tell_at to signal_at;
alter table reports rename column told_error to reported_error;
alter table link_sessions rename constraint link_sessions_to_tell_check to link_sessions_to_signal_check;
alter index bank_transfer_events_untold rename to bank_transfer_events_unsignalled;
alter index transfer_events_untold rename to transfer_events_unsignalled;
alter index link_sessions_untold rename to link_sessions_unsignalled;
alter index reviews_to_tell rename to reviews_to_signal;
update webhooks set result = 'signalled' where result = 'told';
