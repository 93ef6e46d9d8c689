import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { searchAttributes } from '../../../workflows/search-attributes.ts';
import type { SharedStack } from './shared-stack.ts';

/** Puts the text into every kind of place that the tests search for leaks. Returns a function that removes it. */
export async function plant({ temporal, pool, logs, traces }: SharedStack, text: string): Promise<() => Promise<void>> {
  const workflow = await temporal.workflow.start('planted', {
    workflowId: `planted-${Date.now()}`,
    taskQueue: 'nobody',
    args: [{ deep: [text] }],
    memo: { text },
    typedSearchAttributes: [{ key: searchAttributes.userId, value: text }],
  });
  const log = join(logs, 'planted.log');
  await appendFile(log, `{"error":{"config":{"data":"${text}"}}}\n`);
  await pool.query('create table planted (bytes bytea)');
  await pool.query('insert into planted values ($1)', [Buffer.from(`\u0000${text}`)]);
  traces.bodies.push(text);
  return async () => {
    traces.bodies.splice(traces.bodies.indexOf(text), 1);
    await workflow.terminate();
    await rm(log);
    await pool.query('drop table planted');
  };
}
