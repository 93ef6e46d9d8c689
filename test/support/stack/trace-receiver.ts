// A collector of OpenTelemetry: keeps the spans that processes send to it, OTLP over HTTP in JSON.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: number };
type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Value }[];
};
type OtlpBody = {
  resourceSpans: { resource: { attributes: { key: string; value: Value }[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
};

export type ReceivedSpan = {
  service: string;
  traceId: string;
  id: string;
  parent: string | undefined;
  name: string;
  attributes: Record<string, string | number | undefined>;
};

export type TraceReceiver = Awaited<ReturnType<typeof receiveTraces>>;

export async function receiveTraces() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      bodies.push(Buffer.concat(parts).toString());
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** The requests, as they came. */
    bodies,
    spans: (): ReceivedSpan[] => bodies.flatMap(spansOf),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function spansOf(body: string): ReceivedSpan[] {
  const { resourceSpans } = JSON.parse(body) as OtlpBody;
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)['service.name']);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId: id, parentSpanId: parent, name, attributes }) => {
        return { service, traceId, id, parent: parent || undefined, name, attributes: valuesOf(attributes) };
      }),
    );
  });
}

const valuesOf = (attributes: OtlpSpan['attributes']) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
