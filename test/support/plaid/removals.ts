// A Plaid that notes what was removed there.
import { fakePlaid } from './fake-plaid.ts';

export type Removals = ReturnType<typeof notingRemovals>;

/** `atPlaid` runs before each removal, and may fail. */
export function notingRemovals() {
  const noted = {
    items: [] as string[],
    users: [] as string[],
    reports: [] as string[],
    atPlaid: async (): Promise<void> => {},
    plaid: () =>
      fakePlaid({
        async removeItem(token) {
          await noted.atPlaid();
          noted.items.push(token.reveal());
        },
        async removeUser({ userId, token }) {
          await noted.atPlaid();
          noted.users.push(token?.reveal() ?? userId);
        },
        async removeAssetReport(token) {
          await noted.atPlaid();
          noted.reports.push(token.reveal());
        },
      }),
  };
  return noted;
}
