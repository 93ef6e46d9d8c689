// Writes the pictures of the person's page into docs/images: `npm run screenshots`.
import { registerAddress } from '../../db/tenant-addresses.ts';
import { ownBrowser } from '../support/browser.ts';
import { caseAt, standings } from '../support/console/standings.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

const shown = ['open_link', 'micro_deposit', 'verify_micro_deposits', 'funded', 'returned'];

describe("pictures of the person's page", () => {
  const [database, api] = forAllTests(startApi);
  const browser = ownBrowser();

  it('are in docs/images', async () => {
    const address = 'https://acme.example/done';
    await registerAddress(database.pool, 'default', { use: 'return', address });
    const body = { name: 'Acme Wallet', colour: '#0b5fff', support: 'help@acme.example' };
    await api.send('POST', '/v1/brand', { body });
    for (const name of shown) {
      const id = await caseAt(database.pool, standings[name] ?? { stage: 'starting' }, {
        linkSettings: { completionRedirectUri: address },
      });
      const { page_url } = (await api.send('GET', `/v1/onboardings/${id}`)).body;
      const page = await browser().newPage();
      await page.goto(`${api.address}${new URL(page_url).pathname}`);
      for (const width of [390, 1440]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: width === 390 ? 780 : 620 });
          await page.emulateMedia({ colorScheme });
          await page.screenshot({
            path: `docs/images/person-${name.replaceAll('_', '-')}-${width}-${colorScheme}.png`,
          });
        }
      }
      await page.close();
    }
  });
});
