import { bankNow } from './time-travel.ts';

/**
 * Returns a warning if an earlier run let days pass: the bank and the cases of that run are ahead of this machine, but
 * new cases are not. Null when the bank's clock shows the time of this machine.
 */
export async function twoClocks(simulator: string, home: string): Promise<string | null> {
  const days = ((await bankNow(simulator)).getTime() - Date.now()) / 86_400_000;
  if (days < 1 / 24) return null;
  const ahead = days < 2 ? `${Math.round(days * 24)} hours` : `${Math.round(days)} days`;
  return (
    `Two clocks: the simulated bank in ${home} is ${ahead} ahead, because days were let pass there (the demo does). ` +
    "Cases that start now begin today, so their dates and the bank's differ. For one clock: stop, and delete that " +
    'folder or set GANGWAY_HOME to another.'
  );
}
