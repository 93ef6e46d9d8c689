// `npm run dev`: runs all of Gangway on this machine until you stop it.
import { offerCommands } from './offer-commands.ts';
import { devUsers } from './oidc/users.ts';
import { withStack } from './with-stack.ts';

const report = (line: string) => void process.stdout.write(`${line}\n`);

await withStack({ interrupted: 0, report }, async (stack) => {
  const { addresses } = stack;
  report(`
Gangway is up. Logs are in ${stack.logs}, addresses in ${stack.note}.
  API          ${addresses.api}
  API key      ${addresses.api_key}
  operators'   ${addresses.operator_key}
  Temporal UI  ${addresses.temporal_ui ?? `that of ${addresses.temporal_address}`}
  PostgreSQL   ${addresses.database_url}
  Simulator    ${addresses.plaid}
  Console      ${addresses.console}${addresses.oidc ? ` as ${devUsers.map(({ name }) => name).join(', ')}` : ''}
  Clock        ${addresses.clock ?? 'none: time passes by itself at the real Plaid'}
`);
  await offerCommands(stack, report);
  return 0;
});
