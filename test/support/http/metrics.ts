// The metrics of an API, served as its process does.
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createHttpServer, drain, listen } from '../../../api/http/server.ts';
import type { Metrics } from '../../../api/metrics/metrics.ts';
import { serveMetrics } from '../../../api/metrics/metrics-server.ts';
import type { Pool } from '../../../db/pool.ts';
import { failureKinds } from '../../../domain/failure.ts';
import { createCaseClient } from '../../../temporal/case-client.ts';
import type { TroubledCases } from '../../../temporal/troubled-cases.ts';
import { fakeTemporal } from '../temporal/fake-temporal.ts';

export const noTrouble = Object.fromEntries(failureKinds.map((kind) => [kind, 0])) as TroubledCases['inTrouble'];

export async function startMetrics(
  db: Pool,
  metrics: Metrics,
  countTroubled = async (): Promise<TroubledCases> => ({ inTrouble: noTrouble, failing: 0 }),
): Promise<{ scrape: () => Promise<string>; address: string; stop(): Promise<void> }> {
  const cases = { ...createCaseClient(fakeTemporal().client), countTroubled };
  const server = createHttpServer(serveMetrics({ db, log: pino({ level: 'silent' }), metrics, cases }));
  await listen(server, 0, '127.0.0.1', 'port');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    scrape: async () => (await fetch(`${address}/metrics`)).text(),
    stop: () => drain(server),
  };
}
