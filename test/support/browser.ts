import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
// A browser sandbox needs rights that containers do not have. The other options stop the browser's own requests.
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quiet = ['--disable-background-networking', '--disable-component-update'];

/** Starts a browser for the calling suite. Skips the suite on a machine without one. */
export function ownBrowser(): () => Browser {
  let browser: Browser | undefined;
  before(async function () {
    if (!executablePath) {
      process.stderr.write('    skipped: there is no Chromium on this machine (apt-get install chromium)\n');
      this.skip();
    }
    // On a busy machine a browser takes a while to start.
    browser = await chromium.launch({ executablePath, args: [...args, ...quiet] });
  });
  after(() => browser?.close());
  return () => {
    if (!browser) throw new Error('the browser is used outside of a test');
    return browser;
  };
}
