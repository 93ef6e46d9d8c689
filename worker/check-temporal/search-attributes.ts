// Works without Temporal's operator service, which Temporal Cloud does not have.
import { isGrpcServiceError } from '@temporalio/client';
import { registrations, searchAttributes } from '../../workflows/search-attributes.ts';
import type { Probe } from './probe.ts';
import { checkWaits } from './probe-workflows.ts';

const values = { KEYWORD: 'check-temporal', TEXT: 'check-temporal', DATETIME: new Date() } as const;

/** Throws a sentence that names each attribute that is missing or has another type. */
export async function searchAttributesHold(probe: Probe): Promise<void> {
  const unknown = await Promise.all(registrations.map(async ([name]) => ((await isKnown(probe, name)) ? [] : [name])));
  if (unknown.flat().length > 0) throw new Error(`missing: ${unknown.flat().join(', ')}`);
  const types = await typesOf(probe);
  const wrong = registrations.filter(([name, type]) => types.get(name) !== type);
  if (wrong.length === 0) return;
  throw new Error(wrong.map(([name, type]) => `${name} is ${types.get(name)} and not ${type}`).join(', '));
}

/** The server refuses a query by an attribute that it does not know. */
const isKnown = ({ client }: Probe, name: string): Promise<boolean> =>
  client.workflow.count(`${name} IS NULL AND WorkflowId = 'check-temporal'`).then(
    () => true,
    (error: Error) => {
      const cause = isGrpcServiceError(error) ? error : error.cause;
      const invalidArgument = 3;
      if (isGrpcServiceError(cause) && cause.code === invalidArgument) return false;
      throw error;
    },
  );

/** Starts a run with all attributes. The list shows each with the type that the namespace has for it. */
async function typesOf(probe: Probe): Promise<Map<string, string>> {
  const typedSearchAttributes = Object.values(searchAttributes).map((key) => ({ key, value: values[key.type] }));
  const { workflowId } = await probe.start(checkWaits, [], {
    typedSearchAttributes: typedSearchAttributes as never,
  });
  const types = new Map<string, string>();
  await probe.soon(async () => {
    for await (const { raw } of probe.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
      for (const [name, { metadata }] of Object.entries(raw.searchAttributes?.indexedFields ?? {}))
        types.set(name, Buffer.from(metadata?.type ?? []).toString());
    }
    return types.size > 0;
  }, 'the list does not show a run');
  return types;
}
