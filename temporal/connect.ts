import { Client, type ClientInterceptors, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/**
 * Returns a client with Temporal's own settings (TEMPORAL_*, profiles). It connects with the first call, and again
 * after outages.
 */
export function connectTemporal(interceptors: ClientInterceptors = {}): { client: Client; close: () => Promise<void> } {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const { address, apiKey, tls, metadata } = connectionOptions;
  const connection = Connection.lazy({
    ...(address !== undefined && { address }),
    ...(apiKey !== undefined && { apiKey }),
    ...(tls !== undefined && { tls }),
    ...(metadata !== undefined && { metadata }),
    // gRPC's own pause between attempts to connect grows to two minutes, and cases would wait that long for nothing.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 },
  });
  const client = new Client({ connection, interceptors, ...(namespace !== undefined && { namespace }) });
  return { client, close: () => connection.close() };
}
