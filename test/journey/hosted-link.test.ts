import assert from 'node:assert/strict';
import { look, startCase } from '../../dev/demo/case.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { ownBrowser } from '../support/browser.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const story: Story = {
  name: 'clicked through',
  username: 'user_good',
  funding: { direction: 'credit', network: 'ach', amount: '25.00' },
  ends: 'funded',
};

describe('the hosted Link page', () => {
  const browser = ownBrowser();

  it('leads an applicant from the address that the API gave to money on its way', async () => {
    const { world, pool } = sharedStack();
    const one = await startCase(world.api, 'hosted', 1, story);
    const action = one.view.next_action;
    assert.ok(action?.type === 'open_link' && action.url);

    const page = await browser().newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(action.url);
    await page.click('#bank-first-platypus');
    await page.fill('#username', 'user_good');
    await page.fill('#password', 'pass_good');
    await page.click('#submit');
    await page.click('#account-0');
    await page.click('#continue');
    await page.click('#consent');
    assert.equal(await page.textContent('h1'), 'You are done');
    await page.close();

    const arrived = async () => {
      await look(world.api, one);
      return one.view.stage === 'transferring';
    };
    assert.ok(await until(arrived), `the case is ${one.view.stage}`);
    // The browser reports nothing to us. Only the webhook could report the result so soon.
    const { rows } = await pool.query(
      `select distinct w.type, w.code from webhooks w, onboardings o
       where o.id = $1 and w.code = 'SESSION_FINISHED' and w.received_at > o.created_at`,
      [one.view.id],
    );
    assert.deepEqual(rows, [{ type: 'LINK', code: 'SESSION_FINISHED' }]);
  });
});
