-- One word for one thing: an account is verified, a return is reinitiated (Nacha's word), an account is on hold, and the
-- party that integrates is the tenant.
alter table onboardings drop constraint onboardings_outcome_check;
update onboardings set outcome = 'unverified' where outcome = 'unproven';
alter table onboardings add constraint onboardings_outcome_check check (outcome in
  ('funded', 'abandoned', 'unverified', 'rejected', 'declined', 'failed', 'returned', 'cancelled'));

create temporary table new_words on commit drop as select * from (values
  ('unproven', 'unverified'),
  ('not_proven_in_time', 'not_verified_in_time'),
  ('account_frozen', 'account_on_hold'),
  ('too_late_to_present_again', 'too_late_to_reinitiate'),
  ('cancelled_by_product', 'cancelled_by_tenant'),
  ('product', 'tenant')
) as words (was, becomes);

update onboardings set reason = becomes from new_words where reason = was;
update onboardings set reason = replace(reason, 'payment_status is ', 'payment_unconfirmed: ')
where reason like 'payment_status is %';
update timeline set detail = detail || jsonb_build_object(key, becomes)
from new_words, unnest(array['outcome', 'reason', 'because', 'by']) as key
where detail ->> key = was;
update notifications set data = data || jsonb_build_object(key, becomes)
from new_words, unnest(array['outcome', 'reason']) as key
where data ->> key = was;
update notifications set type = 'onboarding.unverified' where type = 'onboarding.unproven';
update notification_endpoints set types = array_replace(types, 'onboarding.unproven', 'onboarding.unverified');

update onboardings set policy = policy - 'provenWithin' || jsonb_build_object('verifiedWithin', policy -> 'provenWithin')
where policy ? 'provenWithin';
update onboardings
set policy = jsonb_set(policy, '{money}',
  (policy -> 'money') - 'represent' || jsonb_build_object('reinitiate', policy -> 'money' -> 'represent'))
where policy -> 'money' ? 'represent';

alter table transfers rename column represent_at to reinitiate_at;
alter table transfers drop constraint transfers_check, drop constraint transfers_follow_up_check;
update transfers set follow_up = 'reinitiate' where follow_up = 'represent';
alter table transfers
  add constraint transfers_follow_up_check check (follow_up in ('reinitiate', 'relink')),
  add constraint transfers_check check ((follow_up is not distinct from 'reinitiate') = (reinitiate_at is not null));
