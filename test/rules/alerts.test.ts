import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { faultsOf } from '../../dev/dashboard/faults.ts';
import {
  alerts,
  autoscalerQueries,
  dashboardFile,
  metricOf,
  panels,
  rulesFile,
  selectorsOf,
} from '../../dev/dashboard/queries.ts';
import { run } from '../../dev/processes.ts';
import { exportedMetrics } from '../support/stack/exported-metrics.ts';

const page = readFileSync('docs/operating.md', 'utf8');
const testsFile = rulesFile.replace('.yml', '.test.yml');

/** As GitHub makes an anchor of a heading. */
const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-'),
);

describe('the dashboard and the alerts in deploy/', () => {
  it('read only metrics that our processes export', async () => {
    const exported = await exportedMetrics();
    const shown = panels().flatMap((panel) => panel.queries);
    const queries = [...shown, ...alerts().map(({ expr }) => expr), ...autoscalerQueries()];
    assert.ok(queries.length > 60, 'the queries were found');
    const read = queries.flatMap(selectorsOf).map(metricOf);
    assert.deepEqual(
      read.filter((name) => !exported.has(name)),
      [],
    );
    assert.ok(!exported.has('gangway_inbox_row'), 'a wrong name would be seen');
  });

  it('show every metric of ours in a panel, or alert on it', async () => {
    const queries = [...panels().flatMap((panel) => panel.queries), ...alerts().map(({ expr }) => expr)];
    const read = new Set(
      queries.flatMap(selectorsOf).map((selector) => metricOf(selector).replace(/_(bucket|count|sum)$/, '')),
    );
    const ours = [...(await exportedMetrics())]
      .filter((name) => name.startsWith('gangway_'))
      .map((name) => name.replace(/_(bucket|count|sum)$/, ''));
    assert.deepEqual(
      [...new Set(ours)].filter((name) => !read.has(name)),
      [
        // A part of "Received and refused".
        'gangway_webhook_key_lookups_total',
      ],
    );
  });

  it('have panels with titles and queries, each with an id of its own', () => {
    const { panels: all } = JSON.parse(readFileSync(dashboardFile, 'utf8')) as { panels: { id: number }[] };
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    for (const { title, queries } of panels()) assert.ok(title && queries.every((query) => query.length > 0), title);
  });

  it('each alert names a section of operating.md that says what to do', () => {
    assert.ok(alerts().length > 15);
    for (const { alert, annotations } of alerts()) {
      const [file, anchor = ''] = annotations.runbook.split('#');
      assert.equal(file, 'docs/operating.md', alert);
      assert.ok(anchors.includes(anchor), `${alert}: operating.md has no section ${anchor}`);
    }
    const headings = anchors.filter((anchor) => anchor.startsWith('alert-'));
    const named = alerts().map(({ annotations }) => annotations.runbook.split('#')[1]);
    assert.deepEqual(headings.sort(), named.sort());
  });

  it('each alert has one fault of `npm run try-dashboard`, by which it fires', () => {
    const tried = faultsOf({} as never).flatMap((group) => group.flatMap((fault) => fault.alerts));
    assert.deepEqual(
      tried.sort(),
      alerts()
        .map(({ alert }) => alert)
        .sort(),
    );
  });

  it('each alert fires in a unit test, and is silent later', () => {
    type Test = { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] };
    const { tests } = parse(readFileSync(testsFile, 'utf8')) as { tests: Test[] };
    for (const { alert } of alerts()) {
      const counts = tests.flatMap((test) =>
        test.alert_rule_test.filter(({ alertname }) => alertname === alert).map((one) => one.exp_alerts.length),
      );
      assert.deepEqual(counts, [1, 0], alert);
    }
  });

  for (const [what, file] of [
    ['check', rulesFile],
    ['test', testsFile],
  ] as const) {
    it(`pass \`promtool ${what} rules\`; skipped where it is not installed`, async function () {
      const ended = await run('promtool', [what, 'rules', file]);
      if (!ended) return this.skip();
      assert.equal(ended.code, 0, ended.output);
    });
  }
});
