import assert from 'node:assert/strict';
import { checkAnswer } from '../../dev/openapi/check-answer.ts';

describe('the check of answers against docs/openapi.json', () => {
  const tenant = { id: 'acme', name: 'Acme', created_at: '2026-01-05T09:30:00.000Z' };
  const made = { method: 'POST', path: '/v1/tenants', status: 201, contentType: 'application/json', body: tenant };
  const problem = (status: number, code: string) => ({
    ...{ ...made, status, contentType: 'application/problem+json' },
    body: { type: `/problems#${code}`, title: 'T', status, detail: 'D', code, request_id: 'r' },
  });

  it('lets the documented answers pass', () => {
    checkAnswer(made);
    checkAnswer(problem(409, 'tenant_exists'));
    checkAnswer({ ...made, method: 'DELETE', path: '/v1/tenants/a/keys/b', status: 204, contentType: null, body: '' });
    checkAnswer({ ...problem(404, 'not_found'), path: '/nowhere' });
    checkAnswer({ ...made, path: '/plaid/webhooks', status: 200, body: {} });
  });

  const wrong: [what: string, answer: Parameters<typeof checkAnswer>[0], says: RegExp][] = [
    [
      'a field that is not there',
      { ...made, body: { ...tenant, more: 1 } },
      /additional properties.*Correct the schema/,
    ],
    ['a field that is missing', { ...made, body: { id: 'acme', name: 'Acme' } }, /created_at/],
    ['a number for a text', { ...made, body: { ...tenant, name: 7 } }, /\/name must be string/],
    ['a local time', { ...made, body: { ...tenant, created_at: 'yesterday' } }, /must match format "date-time"/],
    ['a code that the route does not list', problem(409, 'case_open'), /Add case_open to problems of its operation/],
    ['a status that the route does not list', { ...made, status: 200 }, /lists no 200/],
    ['another Content-Type', { ...made, contentType: 'text/html' }, /not the Content-Type text\/html/],
    ['a route that is not there', { ...made, path: '/v1/nothing' }, /no such route/],
    [
      'a body where there is none',
      { ...made, method: 'DELETE', path: '/v1/tenants/a/keys/b', status: 204 },
      /the answer has no body/,
    ],
  ];
  for (const [what, answer, says] of wrong) {
    it(`refuses ${what}`, () => assert.throws(() => checkAnswer(answer), says));
  }
});
