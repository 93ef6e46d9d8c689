// `npm run bench -- <name> [options]`: compares one part of Gangway with a plain counterpart, in one run, here.
import { parseArgs } from 'node:util';
import { benchBoard } from './board.ts';
import { benchFeeds } from './feeds.ts';
import { benchGrowth } from './growth.ts';
import { benchMemory } from './memory.ts';
import { benchNoisy } from './noisy.ts';
import { benchOnboardings } from './onboardings.ts';
import { benchProcesses } from './processes.ts';
import { benchStreams } from './streams.ts';
import { benchWebhooks } from './webhooks.ts';

const text = { type: 'string' } as const;
type Benchmark = { options: Record<string, typeof text>; run: (stop: AbortSignal, given: Given) => Promise<void> };
type Given = Record<string, string | undefined>;

const benchmarks: Record<string, Benchmark> = {
  board: { options: { rounds: text, few: text, many: text, json: text }, run: benchBoard },
  feeds: { options: { rounds: text, count: text, json: text }, run: benchFeeds },
  growth: { options: { count: text }, run: benchGrowth },
  memory: { options: { rounds: text, cases: text }, run: benchMemory },
  noisy: { options: { rounds: text, seconds: text, connections: text, limits: text }, run: benchNoisy },
  onboardings: { options: { rounds: text, count: text, json: text }, run: benchOnboardings },
  processes: { options: { rounds: text, count: text }, run: benchProcesses },
  streams: { options: { rounds: text }, run: benchStreams },
  webhooks: { options: {}, run: benchWebhooks },
};

function chosen(): { benchmark: Benchmark; given: Given } {
  const [name = '', ...args] = process.argv.slice(2);
  try {
    const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
    if (!benchmark) throw new Error(name ? `There is no benchmark "${name}"` : 'No benchmark was named');
    return { benchmark, given: parseArgs({ args, options: benchmark.options }).values };
  } catch (error) {
    const usages = Object.entries(benchmarks).map(([one, { options }]) =>
      ['npm run bench --', one, ...Object.keys(options).map((option) => `[--${option} …]`)].join(' '),
    );
    process.stderr.write(`${(error as Error).message}. Usage:\n  ${usages.join('\n  ')}\n`);
    process.exit(2);
  }
}

const { benchmark, given } = chosen();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(new Error(`ended by ${signal}`)));
}
try {
  await benchmark.run(stop.signal, given);
} catch (error) {
  // Ctrl-C also ends the servers, so report the signal and not their end.
  const why = (stop.signal.aborted ? stop.signal.reason : error) as Error;
  process.stderr.write(`The benchmark failed: ${why.message}\n`);
  process.exitCode = 1;
}
