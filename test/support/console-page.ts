// Looks at a page of the console in a browser.
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** A text that runs in a browser which takes any of it for markup. */
export const planted = `"'><img src=x onerror="document.title='hit'"><script>document.title='hit'</script>`;

/** Each width and colour scheme for which the console is made. */
export const looks = [390, 1440].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

/** Opens the address in each look. Returns the parts that do not fit, axe's findings, and the scripts that ran. */
export async function faultsAt(browser: Browser, address: string, headers: Record<string, string>): Promise<string[]> {
  const faults: string[] = [];
  for (const { width, scheme } of looks) {
    const viewport = { width, height: 900 };
    const page = await browser.newPage({ viewport, colorScheme: scheme, extraHTTPHeaders: headers });
    page.on('console', (message) => faults.push(message.text()));
    await page.goto(address);
    for (const fault of await faultsOf(page)) faults.push(`${address} at ${width} in ${scheme}: ${fault}`);
    await page.close();
  }
  return faults;
}

async function faultsOf(page: Page): Promise<string[]> {
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return [
    ...(wide > 0 ? [`${wide} pixels too wide`] : []),
    ...((await page.title()) === 'hit' ? ['a script ran'] : []),
    ...violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
  ];
}
