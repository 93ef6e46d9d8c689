import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { problems } from '../../api/http/problems.ts';
import { type FailureKind, failures } from '../../domain/failure.ts';

/** The rooms whose errors a request can meet. An error of an activity ends in a case. */
const sources = ['api', 'cases', 'db', 'domain', 'plaid', 'temporal'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== 'problems.ts')
    .map((file) => ({ file: `${room}/${file}`, source: readFileSync(`${room}/${file}`, 'utf8') })),
);
const known: Record<string, { status: number }> = problems;

/** Codes that stand beside the status or the kind of their answer. */
function codesWithStatus(source: string): { code: string; status: number | null }[] {
  const problem = /new Problem\(\s*(\d{3}),\s*'(\w+)'/g;
  const failure = /new Failure\(\s*'([a-z-]+)',(?:(?!new Failure|;\n)[\s\S])*?\bcode: '([a-z]\w*)'/g;
  return [
    ...[...source.matchAll(problem)].map(([, status, code = '']) => ({ code, status: Number(status) })),
    ...[...source.matchAll(failure)].map(([, kind, code = '']) => {
      // A bug is answered as internal_error.
      return { code, status: kind === 'bug' ? null : failures[kind as FailureKind].status };
    }),
  ];
}

/** Every code in small letters: a choice of two, or an argument of a function that makes the failure. */
function codesIn(source: string): string[] {
  const values = [...source.matchAll(/\bcode: ([^,}\n]+)/g)].flatMap(([, value = '']) => [
    ...value.matchAll(/'([a-z][a-z0-9_]*)'/g),
  ]);
  const helpers = [
    ...source.matchAll(/\b(?:no|keyAway)\(\s*'([a-z][a-z0-9_]*)'/g),
    ...source.matchAll(/throw conflict\([^;]*, '([a-z][a-z0-9_]*)'\);/g),
  ];
  return [...values, ...helpers].map(([, code = '']) => code);
}

/** Codes of schemas, of Plaid's webhooks and of bugs; and those of requests to Plaid that only activities make. */
const notAnswered = ['custom', 'unknown', 'call_not_made', 'no_ach_numbers', 'attempts_do_not_end', 'report_under_way'];

describe('docs/problems.md', () => {
  it('has every code that a request can meet, and its status', () => {
    const wrong: string[] = [];
    const bugs = new Set<string>();
    for (const { file, source } of sources) {
      for (const { code, status } of codesWithStatus(source)) {
        if (status === null) bugs.add(code);
        else if (!notAnswered.includes(code) && known[code]?.status !== status)
          wrong.push(`${file}: ${code} ${status}`);
      }
    }
    for (const { file, source } of sources) {
      for (const code of codesIn(source)) {
        if (!known[code] && !bugs.has(code) && !notAnswered.includes(code))
          wrong.push(`${file}: ${code} is not listed`);
      }
    }
    assert.ok(bugs.size > 0);
    assert.deepEqual(wrong, []);
  });

  it('has no code that none of these rooms throws', () => {
    const all = sources.map(({ source }) => source).join('\n');
    assert.deepEqual(
      Object.keys(problems).filter((code) => !all.includes(`'${code}'`)),
      [],
    );
  });

  it('would fail for a code that is not listed', () => {
    const source = `throw new Failure('conflict', 'No.', { code: 'new_code' }); x = { code: a ? 'one' : 'two' };`;
    assert.deepEqual(codesWithStatus(source), [{ code: 'new_code', status: 409 }]);
    assert.deepEqual(codesIn(source), ['new_code', 'one', 'two']);
    assert.deepEqual(codesWithStatus(`new Problem(\n404,\n'gone'`), [{ code: 'gone', status: 404 }]);
  });
});
