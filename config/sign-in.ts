// The settings of config.ts for the operators' console (docs/console.md).
import { z } from 'zod';

export const signIn = {
  GANGWAY_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Your OpenID provider, by which operators sign in: its issuer, such as https://id.example.com. Unset: no console.',
    ),
  GANGWAY_OIDC_CLIENT_ID: z.string().optional().describe('The id of Gangway at the OpenID provider.'),
  GANGWAY_OIDC_CLIENT_SECRET: z.string().optional().describe('The secret of Gangway at the OpenID provider.'),
  GANGWAY_OIDC_ROLES_CLAIM: z
    .string()
    .default('groups')
    .describe('The claim of the ID token that lists the roles, such as gangway:viewer or gangway:reviewer:acme.'),
  GANGWAY_TEMPORAL_UI_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address of the Temporal UI, to which the console leads operators. Default: no link.'),
};
