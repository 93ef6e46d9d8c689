import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { traceHeader } from '../../workflows/messages.ts';
import { goThroughLink, reads } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import type { ReceivedSpan } from '../support/stack/trace-receiver.ts';
import { replay } from '../support/temporal/temporal.ts';
import { until } from '../support/until.ts';

/** The tracing of the shared stack is on. */
describe('a trace', () => {
  const traceId = randomBytes(16).toString('hex');
  const callers = randomBytes(8).toString('hex');
  let id: string;
  let spans: ReceivedSpan[];

  const named = (name: string | RegExp) =>
    spans.filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name)));
  /** The names of the span and of those around it, outermost first. */
  function pathOf(span: ReceivedSpan | undefined): string[] {
    if (!span) return [];
    const around = spans.find((one) => one.id === span.parent);
    return [...pathOf(around), span.name];
  }

  before(async () => {
    const { addresses, traces } = sharedStack();
    const answer = await fetch(`${addresses.api}/v1/onboardings`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${addresses.api_key}`,
        'content-type': 'application/json',
        'idempotency-key': traceId,
        'x-request-id': 'traced-1',
        traceparent: `00-${traceId}-${callers}-01`,
      },
      body: JSON.stringify({
        user_id: 'user-traced',
        applicant: { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' },
        funding: { rail: 'ach', direction: 'credit', amount: '25.00' },
      }),
    });
    const body = (await answer.json()) as { id: string };
    assert.equal(answer.status, 201, JSON.stringify(body));
    ({ id } = body);
    await goThroughLink(id, { username: 'user_good' });
    await reads(`/v1/onboardings/${id}`, 'transferring', ({ stage }) => stage === 'transferring');
    const done = await until(async () => {
      spans = traces.spans().filter((span) => span.traceId === traceId);
      // Each process sends its spans every five seconds.
      return ['POST /v1/onboardings', 'activity moveMoney'].every((name) => named(name).length > 0);
    });
    assert.ok(done, `only these came: ${spans.map(({ name }) => name).join(', ')}`);
  });

  it('begins with the request, in the trace of its caller', () => {
    const [request] = named('POST /v1/onboardings');
    assert.equal(request?.parent, callers);
    assert.equal(request?.service, 'gangway-api');
    assert.deepEqual(request?.attributes, {
      'http.request.method': 'POST',
      'http.route': '/v1/onboardings',
      'http.response.status_code': 201,
      request_id: 'traced-1',
      tenant: 'default',
      onboarding_id: id,
    });
  });

  it('goes on through the workflow and its activities to Plaid and to PostgreSQL', () => {
    const around = ['POST /v1/onboardings', 'start workflow onboarding'];
    const [exchange] = named('Plaid /item/public_token/exchange');
    assert.deepEqual(pathOf(exchange), [...around, 'activity readAccount', 'Plaid /item/public_token/exchange']);
    assert.equal(exchange?.service, 'gangway-worker');
    const statements = named(/^(insert|update|with|select)$/i).map(pathOf);
    for (const activity of ['readAccount', 'matchOwner', 'moveMoney']) {
      const path = [...around, `activity ${activity}`];
      assert.ok(
        statements.some((names) => names.slice(0, -1).join() === path.join()),
        `no statement of ${activity}`,
      );
    }
    const [activity] = named('activity readAccount');
    assert.equal(activity?.attributes['temporal.workflow_id'], `onboarding/${id}`);
  });

  it('shows statements without their values', () => {
    const texts = spans.map(({ attributes }) => String(attributes['db.query.text'] ?? ''));
    assert.ok(
      texts.some((text) => /insert into applicants .*\$1/.test(text)),
      'there is a statement with values',
    );
    assert.ok(!texts.some((text) => text.includes('Charleson') || text.includes(id)));
  });

  it('is in the lines of both logs, with the tenant', async () => {
    const { linesOf } = sharedStack();
    const [request] = (await linesOf('api')).filter((line) => line.request_id === 'traced-1');
    assert.equal(request?.trace_id, traceId);
    const activities = (await linesOf('worker')).filter((line) => line.onboarding_id === id);
    assert.ok(activities.length > 0);
    for (const line of activities) assert.deepEqual([line.trace_id, line.tenant], [traceId, 'default']);
  });

  it('does not count in a replay: a run may meet workers with tracing and without', async () => {
    const { temporal } = sharedStack();
    const runs = temporal.workflow.list({ query: `WorkflowId = 'onboarding/${id}'` });
    let headers = 0;
    for await (const { workflowId, runId } of runs) {
      const history = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
      await replay(history, workflowId);
      for (const event of history.events ?? []) {
        for (const attributes of [
          event.workflowExecutionStartedEventAttributes,
          event.activityTaskScheduledEventAttributes,
          event.workflowExecutionContinuedAsNewEventAttributes,
        ]) {
          if (attributes?.header?.fields?.[traceHeader]) {
            headers += 1;
            attributes.header = null;
          }
        }
      }
      await replay(history, workflowId);
    }
    assert.ok(headers > 3, 'the histories carry the trace');
  });

  it('of a probe or of a look for work does not exist', async () => {
    const { addresses, traces } = sharedStack();
    await fetch(`${addresses.api}/readyz`);
    // A request, or the work of a case or a feed that no request woke.
    const roots = traces.spans().filter(({ parent }) => parent === undefined);
    assert.deepEqual(
      roots.filter(({ name }) => !/^((GET|POST|PUT|DELETE) \/v1\/|activity \w+$)/.test(name)).map(({ name }) => name),
      [],
    );
  });
});
