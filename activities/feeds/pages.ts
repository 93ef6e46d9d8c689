// How much of a long list at Plaid one activity reads. An activity has 45 seconds (workflows/activities.ts), and Plaid
// may take 30 for a page (plaid/client.ts). So an activity that begins its last page within ten seconds ends in time.

const beginPagesForMs = 10_000;
/** Each page has 500, 200 or 25 rows. */
const pagesAtOnce = 10;

/**
 * Calls `readPage` until it returns a result, which is the end of the list. Null when more is left: each page is
 * stored, so the feed calls the activity again. That takes two Actions (the activity and the timer before it).
 */
export async function readPages<Ended>(readPage: () => Promise<Ended | null>): Promise<Ended | null> {
  const began = performance.now();
  for (let pages = 0; pages < pagesAtOnce; pages++) {
    if (pages > 0 && performance.now() - began >= beginPagesForMs) return null;
    const ended = await readPage();
    if (ended !== null) return ended;
  }
  return null;
}
