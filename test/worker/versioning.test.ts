import assert from 'node:assert/strict';
import { workerVersionOf } from '../../config/worker-version.ts';
import { buildIdOf } from '../../worker/names.ts';
import { versioning } from '../../worker/versioning.ts';
import * as workflows from '../../workflows/index.ts';
import * as versioned from '../../workflows/versioned.ts';

describe('the version of a worker', () => {
  const both = { TEMPORAL_DEPLOYMENT_NAME: 'gangway', TEMPORAL_WORKER_BUILD_ID: '0.2.0' };
  const version = { deploymentName: 'gangway', buildId: '0.2.0' };

  it('is that of both settings', () => {
    assert.deepEqual(workerVersionOf(both), version);
    const { bundle, optionsFor } = versioning(version);
    assert.equal(bundle, 'versioned-workflow-bundle.js');
    const { workerDeploymentOptions, buildId } = optionsFor('code');
    assert.deepEqual([workerDeploymentOptions?.version, buildId], [version, undefined]);
  });

  it('is only a name of its code without them', () => {
    assert.equal(workerVersionOf({ TEMPORAL_DEPLOYMENT_NAME: undefined, TEMPORAL_WORKER_BUILD_ID: undefined }), null);
    const { bundle, optionsFor } = versioning(null);
    assert.equal(bundle, 'workflow-bundle.js');
    assert.deepEqual(optionsFor('code'), { buildId: buildIdOf('code') });
  });

  for (const missing of Object.keys(both)) {
    it(`needs ${missing} too`, () => {
      assert.throws(() => workerVersionOf({ ...both, [missing]: undefined }), new RegExp(`^Error: ${missing} is not`));
    });
  }

  it('is stated for every workflow type', () => {
    assert.deepEqual(Object.keys(versioned).sort(), Object.keys(workflows).sort());
    for (const [type, workflow] of Object.entries(versioned))
      assert.ok('workflowDefinitionOptions' in workflow, `${type} states no behaviour`);
  });
});
