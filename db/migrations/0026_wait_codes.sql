-- A wait is now a code. The record held words before; the Temporal UI now renders them from the code.
create temporary table wait_codes on commit drop as select * from (values
  ('the person to verify who they are', 'identity_verification'),
  ('the person to finish Link', 'link'),
  ('the person to repair the bank login', 'repair'),
  ('the case to go on after Link', 'after_link'),
  ('the micro-deposit to arrive', 'micro_deposit'),
  ('the person to confirm the micro-deposit', 'micro_deposit_code'),
  ('a reviewer''s decision', 'review'),
  ('our limit at Plaid to be reset', 'plaid_limit'),
  ('the bank to move the money', 'settlement'),
  ('the bank to confirm the payment', 'payment_confirmation'),
  ('the last Link token to run out', 'late_link'),
  ('the return window to close', 'return_window'),
  ('the day on which the transfer is made again', 'reinitiation'),
  ('another account, because the bank sent the money back', 'another_account')
) as waits (words, code);

update onboardings set waiting_for = code from wait_codes where waiting_for = words;
update timeline set detail = jsonb_set(detail, '{waiting_for}', to_jsonb(code))
from wait_codes where detail ->> 'waiting_for' = words;
