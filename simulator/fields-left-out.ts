// Fields of Plaid's SDK that the simulator does not act on. It refuses a request with one by an error that says so. A
// test compares this list with the SDK.

export const fieldsLeftOut: Record<string, readonly string[]> = wordsOf({
  '/link/token/create': `
    user.name user.phone_number_verified_time user.email_address_verified_time user.ssn user.date_of_birth
    user.address user.id_number access_tokens appearance_mode institution_data card_switch account_filters eu_config institution_id payment_configuration
    payment_initiation.consent_id employment income_verification.income_verification_id
    income_verification.asset_report_id income_verification.access_tokens income_verification.bank_income
    income_verification.payroll_income income_verification.stated_income_sources base_report credit_partner_insights
    cra_options consumer_report_permissible_purpose auth.database_match_enabled auth.database_insights_enabled
    auth.flow_type transfer.intent_id transfer.payment_profile_token update.reauthorization_enabled update.user
    update.item_ids identity_verification statements third_party_user_token investments investments_auth
    hosted_link.delivery_method transactions cashflow_report cra_enabled identity financekit_supported
    enable_multi_item_link
  `,
  '/institutions/get': `
    options.routing_numbers options.include_auth_metadata options.include_payment_initiation_metadata
  `,
  '/institutions/get_by_id': `
    options.include_status options.include_auth_metadata options.include_payment_initiation_metadata
  `,
  '/institutions/search': `
    options.oauth options.include_auth_metadata options.include_payment_initiation_metadata
    options.payment_initiation
  `,
  '/sandbox/public_token/create': `
    options.transactions options.statements options.income_verification user_token user_id
  `,
  '/transfer/authorization/create': `
    funding_account_id payment_profile_token wire_details origination_account_id with_guarantee request_guarantee
    beacon_session_id originator_client_id credit_funds_source test_clock_id custom_attributes
  `,
  '/transfer/create': `
    idempotency_key type network ach_class user origination_account_id test_clock_id facilitator_fee
  `,
  '/transfer/get': `
    originator_client_id
  `,
  '/transfer/list': `
    origination_account_id originator_client_id funding_account_id
  `,
  '/transfer/cancel': `
    originator_client_id
  `,
  '/transfer/event/list': `
    origination_account_id
  `,
  '/transfer/capabilities/get': `
    payment_profile_token
  `,
  '/transfer/ledger/get': `
    originator_client_id
  `,
  '/transfer/ledger/event/list': `
    originator_client_id
  `,
  '/sandbox/transfer/simulate': `
    test_clock_id
  `,
  '/sandbox/transfer/ledger/simulate_available': `
    originator_client_id test_clock_id
  `,
  '/sandbox/transfer/refund/simulate': `
    test_clock_id failure_reason
  `,
  '/identity_verification/create': `
    user_id user.id_number user.client_user_id user.ip_address
  `,
  '/identity_verification/list': `
    user_id
  `,
  '/identity_verification/retry': `
    user.id_number
  `,
  '/payment_initiation/payment/create': `
    schedule options
  `,
  '/transactions/sync': `
    options
  `,
  '/asset_report/create': `
    options.include_fast_report options.products options.add_ons options.user options.require_all_items
  `,
  '/asset_report/get': `
    user_token include_insights fast_report options
  `,
  '/user/create': `
    identity end_customer consumer_report_user_identity with_upgraded_user
  `,
  '/user/update': `
    identity.date_of_birth identity.addresses identity.id_numbers consumer_report_user_identity
  `,
  '/credit/payroll_income/get': `
    options
  `,
});

function wordsOf(texts: Record<string, string>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.match(/\S+/g) ?? []]));
}
