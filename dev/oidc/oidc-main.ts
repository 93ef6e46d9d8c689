// The OpenID provider of the development stack, as a process. Its argument is the origin of the console.
import { oidcKeys, oidcSettings, readConfig } from '../../config.ts';
import { serveProvider } from './provider.ts';
import { devUsers } from './users.ts';

const settings = oidcSettings(readConfig(process.env, oidcKeys));
const [, , console = ''] = process.argv;
if (!settings) throw new Error('The OpenID provider of the development stack needs GANGWAY_OIDC_ISSUER.');
const { issuer, clientId: id, clientSecret: secret } = settings;
await serveProvider({ issuer, client: { id, secret }, console: new URL(console), users: devUsers });
