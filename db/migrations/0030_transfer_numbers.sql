-- A transfer has a number within its case, and a count of the reinitiations before it. An attempt is one try of a
-- delivery only.
alter table transfers rename column attempt to number;
alter table transfers rename column retry to reinitiations;
alter table transfers rename constraint transfers_onboarding_id_attempt_key to transfers_onboarding_id_number_key;
alter table transfers rename constraint transfers_retry_check to transfers_reinitiations_check;
alter table authorizations rename column attempt to transfer_number;
