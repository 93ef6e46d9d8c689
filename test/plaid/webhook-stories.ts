import type { ItemChange } from '../../domain/bank/item.ts';
import type { catalog } from '../../plaid/webhooks.ts';
import { dataWebhookStories } from './data-webhook-stories.ts';
import { moneyWebhookStories } from './money-webhook-stories.ts';

export const item = { webhook_type: 'ITEM', item_id: 'item-1', environment: 'sandbox' };
export const session = {
  webhook_type: 'LINK',
  webhook_code: 'SESSION_FINISHED',
  link_session_id: 's',
  link_token: 'link-1',
};

const ofItem = (change: ItemChange, more: { accountIds?: string[]; at?: Date } = {}) => ({
  do: 'signal',
  plaidId: { kind: 'item', id: 'item-1' },
  message: { signal: 'itemChanged', change, accountIds: null, at: null, ...more },
});
const ofVerification = {
  do: 'signal',
  plaidId: { kind: 'identity_verification', id: 'idv-1' },
  message: { signal: 'identityVerificationChanged' },
};
const auth = { ...item, webhook_type: 'AUTH' };
const ofAccount = { ...auth, account_id: 'account-1' };
const verification = {
  webhook_type: 'IDENTITY_VERIFICATION',
  identity_verification_id: 'idv-1',
  environment: 'sandbox',
};
const date = '2026-12-01T00:00:00Z';

/** Per kind: the case in words, a body, and our reaction. */
export const webhookStories: Record<keyof typeof catalog, [what: string, body: object, reaction: object][]> = {
  'LINK.SESSION_FINISHED': [
    [
      'success with one token',
      { ...session, status: 'SUCCESS', public_token: 'public-1' },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: ['public-1'], status: 'success' },
    ],
    [
      'success with a list, in lower case',
      { ...session, status: 'success', public_token: 'public-1', public_tokens: ['public-1', 'public-2'] },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: ['public-1', 'public-2'], status: 'success' },
    ],
    [
      'success of an update, which has no token',
      { ...session, status: 'SUCCESS', public_tokens: [] },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: [], status: 'success' },
    ],
    [
      'exit',
      { ...session, status: 'EXITED' },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: [], status: 'exited' },
    ],
    [
      'a status that we do not know',
      { ...session, status: 'PAUSED' },
      { do: 'note', why: 'the body is not what we expect at: status' },
    ],
  ],
  'ITEM.ERROR': [
    [
      'a broken login',
      { ...item, webhook_code: 'ERROR', error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } },
      ofItem('broken'),
    ],
    [
      'no item',
      { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: null },
      { do: 'note', why: 'the body is not what we expect at: item_id' },
    ],
  ],
  'AUTH.PRODUCT_PERMISSIONS_REQUIRED': [
    [
      'numbers that the applicant has not permitted',
      { ...item, webhook_type: 'AUTH', webhook_code: 'PRODUCT_PERMISSIONS_REQUIRED' },
      ofItem('broken'),
    ],
  ],
  'IDENTITY.PRODUCT_PERMISSIONS_REQUIRED': [
    [
      'owners that the applicant has not permitted',
      { ...item, webhook_type: 'IDENTITY', webhook_code: 'PRODUCT_PERMISSIONS_REQUIRED' },
      ofItem('broken'),
    ],
  ],
  'ITEM.LOGIN_REPAIRED': [['a repaired login', { ...item, webhook_code: 'LOGIN_REPAIRED' }, ofItem('repaired')]],
  'LINK.ITEM_ADD_RESULT': [
    [
      'an Item with its token',
      { ...session, webhook_code: 'ITEM_ADD_RESULT', public_token: 'public-1' },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: ['public-1'], status: 'success' },
    ],
    [
      'no token',
      { ...session, webhook_code: 'ITEM_ADD_RESULT' },
      { do: 'note', why: 'the body is not what we expect at: public_token' },
    ],
  ],
  'LINK.EVENTS': [
    [
      'names and times, and nothing of what was typed',
      {
        ...session,
        webhook_code: 'EVENTS',
        events: [
          {
            event_id: 'event-1',
            event_name: 'SEARCH_INSTITUTION',
            timestamp: date,
            event_metadata: { institution_search_query: 'what Ada typed' },
          },
        ],
      },
      {
        do: 'keepLinkEvents',
        linkToken: 'link-1',
        events: [{ id: 'event-1', name: 'SEARCH_INSTITUTION', at: new Date(date) }],
      },
    ],
    [
      'a name that is none',
      {
        ...session,
        webhook_code: 'EVENTS',
        events: [{ event_id: 'event-1', event_name: 'Ada Byron', timestamp: date }],
      },
      { do: 'note', why: 'the body is not what we expect at: events.0.event_name' },
    ],
  ],
  'ITEM.NEW_ACCOUNTS_AVAILABLE': [
    ['new accounts', { ...item, webhook_code: 'NEW_ACCOUNTS_AVAILABLE', error: null }, ofItem('new_accounts')],
    [
      'new accounts of a user',
      { webhook_type: 'ITEM', webhook_code: 'NEW_ACCOUNTS_AVAILABLE', user_id: 'user-1' },
      { ...ofItem('new_accounts'), plaidId: { kind: 'report', id: 'user-1' } },
    ],
    [
      'of neither',
      { webhook_type: 'ITEM', webhook_code: 'NEW_ACCOUNTS_AVAILABLE' },
      { do: 'note', why: 'the body is not what we expect at: item_id' },
    ],
  ],
  'ITEM.PENDING_DISCONNECT': [
    [
      'with its date',
      { ...item, webhook_code: 'PENDING_DISCONNECT', reason: 'INSTITUTION_MIGRATION', disconnect_time: date },
      ofItem('consent_ending', { at: new Date(date) }),
    ],
    ['without a date', { ...item, webhook_code: 'PENDING_DISCONNECT' }, ofItem('consent_ending')],
  ],
  'ITEM.PENDING_EXPIRATION': [
    [
      'with its date',
      { ...item, webhook_code: 'PENDING_EXPIRATION', consent_expiration_time: date },
      ofItem('consent_ending', { at: new Date(date) }),
    ],
    [
      'a date that is none',
      { ...item, webhook_code: 'PENDING_EXPIRATION', consent_expiration_time: 'soon' },
      { do: 'note', why: 'the body is not what we expect at: consent_expiration_time' },
    ],
  ],
  'ITEM.USER_PERMISSION_REVOKED': [
    ['revoked', { ...item, webhook_code: 'USER_PERMISSION_REVOKED' }, ofItem('permission_revoked')],
  ],
  'ITEM.USER_ACCOUNT_REVOKED': [
    [
      'one account',
      { ...item, webhook_code: 'USER_ACCOUNT_REVOKED', account_id: 'account-1' },
      ofItem('account_revoked', { accountIds: ['account-1'] }),
    ],
  ],
  'ITEM.DEFAULT_UPDATE': [
    ['as some guides have it', { ...item, webhook_code: 'DEFAULT_UPDATE' }, ofItem('numbers_changed')],
  ],
  'ITEM.WEBHOOK_UPDATE_ACKNOWLEDGED': [
    [
      'a new address',
      { ...item, webhook_code: 'WEBHOOK_UPDATE_ACKNOWLEDGED', new_webhook_url: 'https://gangway.example' },
      { do: 'note', why: 'nothing to do' },
    ],
  ],
  'AUTH.DEFAULT_UPDATE': [
    [
      'new numbers of two accounts',
      {
        ...auth,
        webhook_code: 'DEFAULT_UPDATE',
        account_ids_with_updated_auth: { 'account-1': ['ACCOUNT_NUMBER'], 'account-2': ['ROUTING_NUMBER'] },
      },
      ofItem('numbers_changed', { accountIds: ['account-1', 'account-2'] }),
    ],
    ['no word of which', { ...auth, webhook_code: 'DEFAULT_UPDATE' }, ofItem('numbers_changed')],
  ],
  'AUTH.AUTOMATICALLY_VERIFIED': [
    [
      'micro-deposits seen',
      { ...ofAccount, webhook_code: 'AUTOMATICALLY_VERIFIED' },
      ofItem('verification_changed', { accountIds: ['account-1'] }),
    ],
  ],
  'AUTH.VERIFICATION_EXPIRED': [
    [
      'too late',
      { ...ofAccount, webhook_code: 'VERIFICATION_EXPIRED' },
      ofItem('verification_changed', { accountIds: ['account-1'] }),
    ],
  ],
  'AUTH.SMS_MICRODEPOSITS_VERIFICATION': [
    [
      'answered by text message',
      { ...ofAccount, webhook_code: 'SMS_MICRODEPOSITS_VERIFICATION', status: 'MANUALLY_VERIFIED' },
      ofItem('verification_changed', { accountIds: ['account-1'] }),
    ],
  ],
  'IDENTITY.DEFAULT_UPDATE': [
    [
      'a new address of the owner',
      {
        ...item,
        webhook_type: 'IDENTITY',
        webhook_code: 'DEFAULT_UPDATE',
        account_ids_with_updated_identity: { 'account-1': ['ADDRESSES'] },
      },
      ofItem('owner_changed', { accountIds: ['account-1'] }),
    ],
  ],
  'IDENTITY_VERIFICATION.STATUS_UPDATED': [
    ['a result', { ...verification, webhook_code: 'STATUS_UPDATED' }, ofVerification],
    [
      'no id',
      { webhook_type: 'IDENTITY_VERIFICATION', webhook_code: 'STATUS_UPDATED' },
      { do: 'note', why: 'the body is not what we expect at: identity_verification_id' },
    ],
  ],
  'IDENTITY_VERIFICATION.STEP_UPDATED': [['a step', { ...verification, webhook_code: 'STEP_UPDATED' }, ofVerification]],
  'IDENTITY_VERIFICATION.RETRIED': [['another attempt', { ...verification, webhook_code: 'RETRIED' }, ofVerification]],
  ...moneyWebhookStories,
  ...dataWebhookStories,
};
