import assert from 'node:assert/strict';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';

describe('a history in JSON', () => {
  // @temporalio/common converts with its own protobufjs a type made by @temporalio/proto's: between two copies of the
  // library that fails. That is why package.json asks for protobufjs, which nothing here imports.
  it('can be read, because there is one copy of protobufjs 8', () => {
    const attributes = { workflowExecutionStartedEventAttributes: { workflowType: { name: 'onboarding' } } };
    const eventType = 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED';
    const { events } = historyFromJSON({ events: [{ eventId: '1', eventType, ...attributes }] });
    assert.equal(events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name, 'onboarding');
  });
});
