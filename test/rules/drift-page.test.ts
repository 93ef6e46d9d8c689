import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { driftKinds } from '../../domain/drift.ts';

describe('the table of drift in docs/operating.md', () => {
  it('has every kind, and a test plants each', () => {
    const page = readFileSync('docs/operating.md', 'utf8');
    const [, part = ''] = page.split('\n## Drift\n');
    const rows = [...(part.split('\n## ')[0] ?? '').matchAll(/^\| `([a-z_]+)`/gm)].map(([, kind]) => kind);
    assert.deepEqual(rows.sort(), [...driftKinds].sort());
    const tests = ['reconcile', 'reconcile-plaid'].map((name) => readFileSync(`test/cases/${name}.test.ts`, 'utf8'));
    const planted = (kind: string) => tests.some((text) => text.includes(`['${kind} `));
    assert.deepEqual(
      driftKinds.filter((kind) => !planted(kind)),
      [],
    );
  });
});
