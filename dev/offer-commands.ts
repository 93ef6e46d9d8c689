import { onCommands } from './commands.ts';
import type { Report } from './report.ts';
import type { Stack } from './stack.ts';
import { advance, type Span } from './time-travel.ts';

/** Offers what can be done with a stack that is up, until it is told to quit. */
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
    report("Days cannot be skipped with the real Plaid: unset PLAID_CLIENT_ID and PLAID_SECRET for the simulator's.");
    return;
  }
  try {
    const { now, cases, stayed } = await advance(stack.travel, span);
    const along = stayed ? `the cases stay in the present: ${stayed}` : `${cases} open cases went along`;
    report(`At the bank it is ${now.toUTCString()}; ${along}.`);
  } catch (error) {
    report((error as Error).message);
  }
}
