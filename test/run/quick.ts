/** `npm run test:quick`: the tests that a change usually breaks. They run within a minute. */
export const quick = [
  'test/config.test.ts',
  'test/config',
  'test/domain',
  'test/plaid',
  'test/rules',
  ...['cancel', 'item-webhooks', 'link', 'link-token', 'onboardings', 'onboardings-create', 'review'].map(
    (name) => `test/api/${name}.test.ts`,
  ),
  ...['abandoned', 'funded', 'review'].map((name) => `test/workflows/${name}.test.ts`),
];
