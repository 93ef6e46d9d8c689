// The page for operators says which buttons of the Temporal UI to press. A browser presses them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { ownBrowser } from '../support/browser.ts';
import { atSimulator, createCase, goThroughLink, reads } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

describe('the Temporal UI', () => {
  const browser = ownBrowser();
  let page: Page;
  beforeEach(async () => {
    page = await browser().newPage();
  });
  afterEach(() => page.close());

  const find = async (filter: string, id: string) => {
    const { addresses, temporal } = sharedStack();
    const query = `${filter} AND WorkflowId = '${caseWorkflowId(id)}'`;
    assert.ok(await until(async () => (await temporal.workflow.count(query)).count === 1));
    await page.goto(`${addresses.temporal_ui}/namespaces/default/workflows?query=${encodeURIComponent(filter)}`);
    await page.getByText(caseWorkflowId(id)).first().click();
  };

  async function openUpdates(): Promise<Locator> {
    await page.getByRole('button', { name: 'More Actions' }).click();
    await page.getByRole('menuitem', { name: 'Send an Update' }).click();
    return page.getByRole('dialog', { name: 'Send an Update' });
  }

  const submit = (dialog: Locator) => dialog.getByRole('button', { name: 'Submit' }).click();

  it('finds a case in trouble and retries its step', async () => {
    const refusal = { path: '/identity/match', kind: 'status', status: 404, error_code: 'NOT_FOUND' };
    await atSimulator('/simulator/faults', refusal);
    const { id } = await createCase({ user_id: `freed-${randomUUID()}` });
    await goThroughLink(id, { username: 'user_good' });
    await reads(`/v1/onboardings/${id}`, 'matched', ({ stage }) => stage === 'matching_identity');
    await find("GangwayTrouble != 'none' AND ExecutionStatus = 'Running'", id);
    const dialog = await openUpdates();
    await dialog.locator('label[for=update-select] + button').click();
    await page.getByRole('option', { name: /^retryStep/ }).click();
    await submit(dialog);
    await reads(`/v1/onboardings/${id}`, 'sent', ({ stage }) => stage === 'transferring');
  });

  it('shows why a sleeping case refuses an update, and ends that case', async () => {
    const { id } = await createCase();
    await find("GangwayStage = 'awaiting_link' AND ExecutionStatus = 'Running'", id);
    const dialog = await openUpdates();
    await dialog.getByTestId('update-name').fill('retryStep');
    await submit(dialog);
    await dialog.getByText('No step of this case is waiting for a retry.', { exact: true }).waitFor();
    await dialog.getByTestId('update-name').fill('cancel');
    await dialog.locator('[contenteditable=true]').fill('{"by": "operator"}');
    // The editor lays its text out when it loses the focus, which moves the button.
    await dialog.getByTestId('update-name').focus();
    await submit(dialog);
    const { reason } = await reads(`/v1/onboardings/${id}`, 'closed', ({ stage }) => stage === 'closed');
    assert.equal(reason, 'cancelled_by_operator');
  });
});
