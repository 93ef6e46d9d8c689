// `npm run demo`: plays onboardings of every kind from start to end on the whole stack. `-- --once` stops everything
// afterwards, and exits 0 if and only if each case ended as its story demands. `--count N` plays N of them, `--all` the
// rarer branches too, `--story NAME` one of them.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { allStories, usualStories } from './demo/about.ts';
import type { World } from './demo/call.ts';
import { apiClient, caller } from './demo/call.ts';
import { startCase } from './demo/case.ts';
import { play } from './demo/play.ts';
import type { Story } from './demo/stories.ts';
import { summary } from './demo/summary.ts';
import { offerCommands } from './offer-commands.ts';
import type { Stack } from './stack.ts';
import { withStack } from './with-stack.ts';

const started = Date.now();
const say = (text: string) => void process.stdout.write(`${text}\n`);
const report = (line: string) => say(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

const { once, told, count } = readArguments();
/** If there are more cases than stories, the demo plays stories again. */
const chosen = Array.from({ length: count }, (_, index) => told[index % told.length] as Story);

function readArguments(): { once: boolean; told: readonly Story[]; count: number } {
  const text = { type: 'string' } as const;
  const options = { once: { type: 'boolean' }, all: { type: 'boolean' }, story: text, count: text } as const;
  try {
    const { values } = parseArgs({ options });
    const told = values.story !== undefined ? [named(values.story)] : values.all ? allStories : usualStories;
    const count = Number(values.count ?? told.length);
    if (!Number.isInteger(count) || count < 1 || count > 1000) throw new Error('--count is a number from 1 to 1000');
    return { once: values.once ?? false, told, count };
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}. Usage: npm run demo -- [--once] [--all | --story NAME] [--count N]\n`,
    );
    process.exit(2);
  }
}

function named(name: string): Story {
  const story = allStories.find((one) => one.name === name);
  if (story) return story;
  throw new Error(`There is no story "${name}". There are:\n${allStories.map((one) => `  ${one.name}`).join('\n')}\n`);
}

/** A case for the developer to click through. It has no story, so it may end in any way. */
const own: Story = {
  name: 'your own',
  username: 'user_good',
  funding: { direction: 'credit', network: 'ach', amount: '25.00' },
  ends: 'funded',
};

async function showAround({ api }: World, { addresses }: Stack, run: string): Promise<void> {
  // A case continues as new before a long wait, so list its last run only.
  const filter = `GangwayUserId STARTS_WITH "demo-${run}" AND ExecutionStatus != "ContinuedAsNew"`;
  const ui = addresses.temporal_ui ?? addresses.temporal_address;
  const yours = await startCase(api, run, 0, own);
  say(`
Look around:
  API          ${addresses.api}/v1/onboardings  (Authorization: Bearer ${addresses.api_key})
  Temporal UI  ${ui}/namespaces/default/workflows?query=${encodeURIComponent(filter)}
  Console      ${addresses.console}  (as any of the people whom it lists)
  Page         ${yours.view.page_url}
  Link         ${yours.view.next_action && 'url' in yours.view.next_action ? yours.view.next_action.url : '-'}
               (a case of your own, ${yours.view.id}: click through it as user_good, or any username it lists)`);
}

await withStack({ interrupted: once ? 130 : 0, report }, async (stack) => {
  if (!stack.travel) {
    throw new Error('The demo needs the simulated bank: unset PLAID_CLIENT_ID and PLAID_SECRET, or use `npm run dev`.');
  }
  const { addresses } = stack;
  const world: World = {
    api: apiClient(addresses.api, addresses.api_key, report),
    simulator: caller('the simulator', addresses.plaid, {}, report),
    report,
  };
  const run = randomBytes(3).toString('hex');
  const { cases, stayed } = await play(world, stack.travel, run, chosen);
  const { text, good } = await summary(world, cases);
  say(text);
  if (stayed) say(`Days did not pass for the cases, so none has left its return window: ${stayed}.`);
  if (once) return good ? 0 : 1;
  await showAround(world, stack, run);
  await offerCommands(stack, report);
  return 0;
});
