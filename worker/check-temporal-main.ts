// `npm run check-temporal`: checks what Gangway needs of the Temporal server of Temporal's own settings (TEMPORAL_*).
// Exits 0 only if all of it holds. It reads no case and writes to none.
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { readConfig } from '../config.ts';
import { connectTemporal } from '../temporal/connect.ts';
import { checkTemporal } from './check-temporal/check.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  readConfig(process.env, ['TEMPORAL_ADDRESS']);
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
  const { connectionOptions } = loadClientConnectConfig();
  const { client, close } = connectTemporal();
  const { address = 'localhost:7233' } = connectionOptions;
  print(`Temporal at ${address}, namespace ${client.options.namespace}. This takes up to a minute.`);
  let failed = 0;
  for await (const { ok, holds, seen, otherwise } of checkTemporal(client, () =>
    NativeConnection.connect(connectionOptions),
  )) {
    print(`${ok ? 'ok    ' : 'FAILED'}  ${holds}${seen === undefined ? '' : `: ${seen}`}`);
    if (!ok) print(`        ${otherwise}`);
    failed += ok ? 0 : 1;
  }
  await close();
  print(failed === 0 ? 'All of it holds.' : `${failed} failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The check could not run.'}\n`);
  process.exit(1);
});
