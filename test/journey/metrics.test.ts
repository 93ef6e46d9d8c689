import assert from 'node:assert/strict';
import { sdkMetrics } from '../support/stack/exported-metrics.ts';
import { createCase, goThroughLink, reads } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

const scrape = async (address: string) => (await fetch(address)).text();

describe('the metrics of the running processes', () => {
  before(async () => {
    const { id } = await createCase();
    await goThroughLink(id, { username: 'user_good' });
    await reads(`/v1/onboardings/${id}`, 'transferring', ({ stage }) => stage === 'transferring');
  });

  it("are those of the worker and of Temporal's SDK at one address, in seconds", async () => {
    const text = await scrape(sharedStack().addresses.worker_metrics);
    for (const line of [
      /^gangway_activity_duration_seconds_count\{activity="readAccount",result="done"\} [1-9]/m,
      /^gangway_plaid_call_duration_seconds_count\{endpoint="\/accounts\/get",result="done"\} [1-9]/m,
      /^gangway_feed_events_total\{feed="transfer"\} \d/m,
      /^process_resident_memory_bytes \d/m,
    ])
      assert.match(text, line);
    for (const name of sdkMetrics.gauges) assert.match(text, new RegExp(`^${name}\\{.*\\} \\d`, 'm'));
    for (const name of sdkMetrics.histograms) {
      assert.match(text, new RegExp(`^${name}_bucket\\{.*le="5"\\} \\d`, 'm'));
      // A task of an idle worker waits for less than five seconds, so the unit is the second.
      const [, sum, count] =
        new RegExp(`^${name}_sum\\{.*\\} (\\S+)[^]*?^${name}_count\\{.*\\} (\\S+)`, 'm').exec(text) ?? [];
      assert.ok(Number(sum) / Number(count) < 5, `${name}: ${sum} / ${count}`);
    }
  });

  it('are those of the API, with the open cases', async () => {
    const text = await scrape(sharedStack().addresses.api_metrics);
    assert.match(text, /^gangway_cases\{stage="transferring"\} \d/m);
    assert.match(text, /^gangway_cases_in_trouble\{kind="bug"\} \d/m);
    assert.match(text, /^gangway_workflows_failing \d/m);
    assert.match(
      text,
      /^gangway_plaid_call_duration_seconds_count\{endpoint="\/link\/token\/create",result="done"\} [1-9]/m,
    );
    assert.match(text, /^gangway_feed_looked_seconds\{feed="transfer"\} \d/m);
  });

  it('hold no id but those of tenants', async () => {
    const { api_metrics, worker_metrics } = sharedStack().addresses;
    for (const address of [api_metrics, worker_metrics])
      assert.doesNotMatch(
        await scrape(address),
        /\b(onb|trf|lnk|ntf|acc)_[0-9a-f]{8}|-sandbox-|[0-9a-f]{8}-[0-9a-f]{4}-/,
      );
  });
});
