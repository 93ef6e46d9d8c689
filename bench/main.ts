// `npm run bench -- <name>`: measures one thing beside its plain counterpart, in one run on this machine.
import { benchWebhooks } from './webhooks.ts';

const benchmarks: Record<string, (stop: AbortSignal) => Promise<void>> = { webhooks: benchWebhooks };

const [name = '', ...more] = process.argv.slice(2);
const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (!benchmark || more.length > 0) {
  const what = !name ? 'No benchmark was named' : benchmark ? `"${more.join(' ')}" is too much` : `No "${name}" here`;
  process.stderr.write(`${what}. Usage: npm run bench -- ${Object.keys(benchmarks).join(' | ')}\n`);
  process.exit(2);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(new Error(`ended by ${signal}`)));
}
try {
  await benchmark(stop.signal);
} catch (error) {
  // Ctrl-C also reaches the servers, whose end is not the news then.
  const why = (stop.signal.aborted ? stop.signal.reason : error) as Error;
  process.stderr.write(`The benchmark failed: ${why.message}\n`);
  process.exitCode = 1;
}
