import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { policySchema } from '../../api/cases/policy-input.ts';
import type { NextAction } from '../../domain/case/next-action.ts';
import { stages } from '../../domain/case/stages.ts';
import { consequences, ruleOf } from '../../domain/transfers/ach-codes.ts';

/** The page calls `none` by its value in the answer. */
const actions: Record<Exclude<NextAction, 'none'> | 'null', true> = {
  verify_identity: true,
  open_link: true,
  repair_link: true,
  verify_micro_deposits: true,
  review: true,
  confirm: true,
  wait: true,
  null: true,
};

describe('docs/product.md', () => {
  const page = readFileSync('docs/product.md', 'utf8');
  const section = (heading: string) => (page.split(`\n${heading}\n`)[1] ?? '').split(/\n##+ /)[0] ?? '';
  const firstCells = (heading: string) =>
    [...section(heading).matchAll(/^\| ([^|]+)\|/gm)].map(([, cell = '']) => cell);
  const rows = (heading: string) => {
    const [, part = ''] = page.split(`\n## ${heading}\n`);
    const [, own = ''] = (part.split(/\n##+ /)[0] ?? '').split(/^\| -.*$/m);
    return [...own.matchAll(/^\| `([a-z_.]+)`/gm)].map(([, name = '']) => name);
  };

  it('has every stage, and no other', () => {
    assert.deepEqual(rows('Stages').sort(), [...stages].sort());
  });

  it('shows every stage in the flow, whose ends are the first and the last', () => {
    const flow = section('## The flow');
    assert.deepEqual(
      stages.filter((stage) => !new RegExp(`["[]${stage}\\b`).test(flow)),
      ['starting', 'closed'],
    );
  });

  it('says for every stage what a case does when its login breaks', () => {
    const cells = firstCells('### A login that breaks').join(' ');
    const named = new Set([...cells.matchAll(/`([a-z_]+)`/g)].map(([, stage]) => stage));
    assert.deepEqual([...named].sort(), [...stages].sort());
  });

  it('has every next action, and no other', () => {
    assert.deepEqual(rows('next_action').sort(), Object.keys(actions).sort());
  });

  it('says for every consequence of a return what the case does, with codes of that consequence only', () => {
    const codes = firstCells('## Returns').map((cell) => cell.match(/[RC]\d\d/g) ?? []);
    const named = codes.map((row) => [...new Set(row.map((code) => ruleOf(code).action))].join(' and '));
    assert.deepEqual(named.filter(Boolean).sort(), Object.keys(consequences).sort());
  });

  it('has every part of the policy, and no other', () => {
    const parts = rows('Policy').map((name) => name.split('.')[0]);
    assert.deepEqual(parts.sort(), Object.keys(policySchema.shape).sort());
  });
});
