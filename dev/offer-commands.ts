import { onCommands } from './commands.ts';
import type { Report } from './report.ts';
import type { Stack } from './stack.ts';
import { advance, type Span } from './time-travel.ts';

/** Offers the commands for a running stack. Resolves when the developer quits. */
export function offerCommands(stack: Stack, report: Report): Promise<void> {
  report('d: one banking day ahead · w: one week ahead · q: quit');
  return new Promise((quit) => {
    onCommands({
      d: () => travel(stack, { banking_days: 1 }, report),
      w: () => travel(stack, { seconds: 7 * 86_400 }, report),
      q: async () => quit(),
    });
  });
}

async function travel(stack: Stack, span: Span, report: Report): Promise<void> {
  if (!stack.travel) {
    report('The real Plaid cannot skip days: unset PLAID_CLIENT_ID and PLAID_SECRET to use the simulator.');
    return;
  }
  try {
    const { now, cases, stayed } = await advance(stack.travel, span);
    const along = stayed ? `the cases stay in the present: ${stayed}` : `${cases} open cases jumped too`;
    report(`The bank's clock shows ${now.toUTCString()}; ${along}.`);
  } catch (error) {
    report((error as Error).message);
  }
}
