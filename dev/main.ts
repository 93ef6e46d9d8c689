// `npm run dev`: the whole of Gangway on this machine, until Ctrl-C.
import { withStack } from './with-stack.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

await withStack({ interrupted: 0, report: say }, async (stack) => {
  const { addresses } = stack;
  say(`
Gangway is up.
  API          ${addresses.api}  (docs at /docs, key ${addresses.api_key})
  Temporal UI  ${addresses.temporal_ui ?? `of ${addresses.temporal_address}`}
  PostgreSQL   ${addresses.database_url}
  Simulator    ${addresses.plaid}`);
  await new Promise(() => {});
  return 0;
});
