import assert from 'node:assert/strict';
import { caseInTemporal } from '../../temporal/ui.ts';

describe('the address of a case in the Temporal UI', () => {
  it('lists all runs of the case, and is none without a setting', () => {
    const of = caseInTemporal('https://temporal.example/ui/', 'bank');
    const transfer = 'https://temporal.example/ui/namespaces/bank/workflows?query=WorkflowId%3D%22transfer%2Ftrf_1%22';
    assert.equal(of('trf_1'), transfer);
    assert.equal(caseInTemporal(undefined, 'bank')('trf_1'), null);
  });
});
