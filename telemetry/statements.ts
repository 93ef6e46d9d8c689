import type { Tracing } from './tracing.ts';

/** Returns what goes around each statement. A text holds no values: they are parameters. */
export const traceStatements = (tracing: Tracing | null) =>
  tracing &&
  (<T>(text: string, work: () => Promise<T>): Promise<T> =>
    tracing.part(
      {
        name: /^\s*(\w+)/.exec(text)?.[1] ?? 'statement',
        kind: 'client',
        attributes: { 'db.system.name': 'postgresql', 'db.query.text': text.replace(/\s+/g, ' ').trim() },
      },
      work,
    ));
