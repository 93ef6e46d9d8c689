// Reads docker-compose.yml: for each service, everything that Compose gives to its container.
import { parse } from 'yaml';
import { z } from 'zod';
import { interpolate } from './interpolate.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const words = z.array(text);

// Strict, because the check would skip an entry that nothing here reads.
const service = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  entrypoint: words.optional(),
  command: words.optional(),
  environment: z
    .record(
      z.string(),
      text.nullable().transform((value) => value ?? ''),
    )
    .default({}),
  depends_on: z
    .record(z.string(), z.object({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }))
    .default({}),
  healthcheck: z
    .strictObject({
      test: words,
      interval: z.string(),
      timeout: z.string(),
      retries: z.number().optional(),
      start_period: z.string().optional(),
    })
    .optional(),
  volumes: words.default([]),
  ports: words.default([]),
  profiles: words.default([]),
  restart: z.string().optional(),
  read_only: z.boolean().optional(),
  tmpfs: words.default([]),
  cap_add: words.default([]),
  cap_drop: words,
  security_opt: words,
});
export type Service = z.output<typeof service>;

const file = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});
export type ComposeFile = z.output<typeof file>;

/** Throws when a variable is missing, or when the file holds an entry that nothing here reads. */
export function readCompose(source: string, env: Readonly<Record<string, string | undefined>>): ComposeFile {
  return file.parse(interpolated(parse(source, { merge: true }), env));
}

function interpolated(node: unknown, env: Readonly<Record<string, string | undefined>>): unknown {
  if (typeof node === 'string') return interpolate(node, env);
  if (Array.isArray(node)) return node.map((entry) => interpolated(entry, env));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, interpolated(value, env)]));
}

/** A named volume, or a folder or file of this machine, and its path in the container. */
export function volumesOf({ volumes }: Service): { source: string; target: string }[] {
  return volumes.map((volume) => {
    const [source = '', target = ''] = volume.split(':');
    return { source, target };
  });
}

/** An entry of `ports`: a port of this machine and the port of the container behind it. */
export function portsOf({ ports }: Service): { published: number; target: number }[] {
  return ports.map((port) => {
    const [published, target] = port.split(':').slice(-2).map(Number);
    return { published: published ?? 0, target: target ?? 0 };
  });
}
