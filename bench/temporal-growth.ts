// Takes cases to their end, and measures how much room they take in Temporal's file.
import type { Report } from '../dev/report.ts';
import { histories } from './counts.ts';
import { sqliteBytes } from './sqlite-bytes.ts';
import { withGangway } from './with-gangway.ts';

const atOnce = 4;

/** Takes twice so many cases to their end. The first half also pays for pages that Temporal uses again. */
export async function growTemporal(home: string, count: number, say: Report, stop: AbortSignal): Promise<void> {
  const each = (sum: number) => Math.round(sum / count);
  await withGangway(home, say, async ({ onboard, finish, temporal }, { file }) => {
    const sizes: number[] = [];
    for (const half of ['first', 'second']) {
      const cases = `GangwayUserId STARTS_WITH "${half}-"`;
      await onboard(half, count, atOnce);
      const open = await histories(temporal, `${cases} AND ExecutionStatus = "Running"`);
      stop.throwIfAborted();
      await finish(half);
      const all = await histories(temporal, cases);
      say(`${count} cases at their end: ${each(all.bytes)} bytes of history each, with the jump in time`);
      say(`${each(open.bytes)} of them were open while the case waited for returns`);
      sizes.push(await sqliteBytes(file));
      stop.throwIfAborted();
    }
    const [before = 0, after = 0] = sizes;
    say(`${each(after - before)} bytes of Temporal's file for each case of the second half`);
  });
}
