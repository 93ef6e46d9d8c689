import assert from 'node:assert/strict';
import { storeBoard, storedMoney, storedReturn } from '../support/cases/board-cases.ts';
import { consoleOf, headersOf, startApiWithConsole } from '../support/http/console-people.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('the boards of the console', () => {
  const [database, api] = forAllTests(startApiWithConsole);
  const { get } = consoleOf(api);
  let foreign: string;
  before(async () => {
    await storeBoard(database.pool, 'default');
    foreign = await storedMoney(database.pool, { tenantId: 'other', amountCents: 777_77, stage: 'transferring' });
  });

  /** The links of a page to lists of transfers, with the number of transfers that each of them promises. */
  const promises = (html: string) =>
    [...html.matchAll(/href="\/console\/t\/default(\/money\/transfers\?[^"]+)"[^>]*>(.*?)<\/a>/gs)].map(
      ([, path = '', inside = '']) => ({ path: path.replaceAll('&amp;', '&'), words: inside.replace(/<[^>]*>/g, ' ') }),
    );
  const rowsOf = (html: string) => html.match(/<td data-head="Transfer"/g)?.length ?? 0;

  it('show on Today each number beside a link to its list', async () => {
    const { status, text } = await get('viola', '');
    assert.equal(status, 200);
    for (const path of ['/reviews', '/holds', '/cases?stage=awaiting_link', '/cases?stage=in_review'])
      assert.ok(text.includes(`href="/console/t/default${path}"`), path);
    const figure = (to: string) =>
      new RegExp(`href="/console/t/default${to}"><span class="value">(.*?)</span> `).exec(text)?.[1];
    assert.deepEqual([figure('/reviews'), figure('/holds')], ['1', '1']);
    assert.match(text, /over Nacha&#39;s limit|over Nacha's limit/);
    assert.match(text, /data-every="60"/);
    assert.ok(!(await get('viola', '?refresh=off')).text.includes('data-every'));
  });

  it('count as many transfers as the list to which a number leads has', async () => {
    const counted: string[] = [];
    for (const page of ['', '/money']) {
      for (const { path, words } of promises((await get('viola', page)).text)) {
        // A sum has its count in parentheses, money under way names it first in its note, and the rest is a count.
        const count =
          /\((\d+)\)/.exec(words)?.[1] ?? /(\d+), the oldest of/.exec(words)?.[1] ?? /^ *(\d+)/.exec(words)?.[1];
        // No list holds just the transfers that wait for a confirmation: that of Plaid's decisions does, with others.
        if (count === undefined || path.endsWith('?status=authorizing')) continue;
        assert.equal(rowsOf((await get('viola', path)).text), Number(count), `${path}: ${words}`);
        counted.push(path);
      }
    }
    for (const filter of [
      'status=transferring',
      'attention=delayed',
      'unchanged_since=',
      'network=rtp',
      'status=returned',
    ])
      assert.ok(
        counted.some((path) => path.includes(filter)),
        filter,
      );
  });

  it('say what came back today, by the code of the bank', async () => {
    const { text } = await get('viola', '/money');
    const [list] = promises(text).filter(({ path }) => path.includes('return_code=R10'));
    assert.equal(rowsOf((await get('viola', list?.path ?? '')).text), 1);
  });

  it('show the plot as a table too', async () => {
    const { text } = await get('viola', '');
    const table = /<details id="money-table">.*?<\/details>/s.exec(text)?.[0] ?? '';
    for (const shown of ['arrived', 'under way', 'came back', 'RTP', '$3,250.00'])
      assert.ok(table.includes(shown), shown);
    assert.equal(text.match(/<figure class="plot-figure">/g)?.length, 2, 'one for each direction');
  });

  it('show nothing of another tenant, and no page of it', async () => {
    for (const page of ['', '/money', '/money/transfers', '/money/transfers.csv']) {
      const { text } = await get('viola', page);
      for (const never of [foreign.slice(4), '777.77']) assert.ok(!text.includes(never), `${page} shows ${never}`);
      assert.equal((await consoleOf(api, 'other').get('viola', page)).status, 404);
    }
  });

  it('show the Ledger only to operators across tenants', async () => {
    for (const [person, sees] of [
      ['viola', false],
      ['omar', false],
      ['ada', true],
    ] as const)
      assert.equal((await get(person, '/money')).text.includes('Our Ledger at Plaid'), sees, person);
  });

  it('show all tenants to operators across tenants only', async () => {
    const all = consoleOf(api, null);
    assert.equal((await all.get('omar', '/today')).status, 404);
    const { status, text } = await all.get('ada', '/today');
    assert.equal(status, 200);
    for (const shown of ['/console/t/default"', '/console/t/other"', '/console/inbox?status=parked'])
      assert.ok(text.includes(shown), shown);
  });

  describe('a list of transfers', () => {
    it('is filtered, and says which field of the address is wrong', async () => {
      assert.equal(rowsOf((await get('viola', '/money/transfers?direction=credit&status=&network=')).text), 6);
      const { status, text } = await get('viola', '/money/transfers?from=yesterday&network=rtp');
      assert.equal(status, 422);
      assert.match(text, /<title>Error: /);
      assert.match(text, /<a href="#from">From \(day in UTC\) must be a time/);
      assert.match(text, /<input id="from"[^>]*aria-invalid/);
      assert.match(text, /<option value="rtp" selected/);
      assert.equal((await get('viola', '/money/transfers?to=2026-99-99')).status, 422);
      assert.equal((await get('viola', '/money?from=2026-01-02&to=2026-01-01')).status, 422);
    });

    it('takes the last day of its period whole', async () => {
      const today = new Date().toISOString().slice(0, 10);
      const { text } = await get('viola', `/money/transfers?status=transferring&from=${today}&to=${today}`);
      assert.equal(rowsOf(text), 1);
    });

    it('says how long a period may be for the download', async () => {
      const { text } = await get('viola', '/money/transfers?from=2025-01-01');
      assert.ok(text.includes('Choose a period of at most 366 days') && !text.includes('transfers.csv'));
    });

    it('is downloaded as CSV, with the same filter', async () => {
      const path = '/money/transfers?direction=credit&network=rtp';
      const { text } = await get('viola', path);
      const [, link = ''] = /href="([^"]*transfers\.csv[^"]*)"/.exec(text) ?? [];
      const answer = await fetch(`${api.address}${link.replaceAll('&amp;', '&')}`, { headers: headersOf('viola') });
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
      assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="transfers\.csv"/);
      const lines = (await answer.text()).trim().split('\r\n');
      assert.ok(lines[0]?.includes('direction'));
      assert.ok(
        lines.slice(1).every((line) => line.includes('credit')),
        lines.join('\n'),
      );
    });

    it('has further pages that keep the filter', async () => {
      for (let one = 0; one < 45; one += 1) await storedMoney(database.pool, { tenantId: 'long', outcome: 'funded' });
      for (let one = 0; one < 10; one += 1) await storedReturn(database.pool, 'long');
      const long = consoleOf(api, 'long');
      const first = await long.get('ada', '/money/transfers?direction=debit');
      const [, next = ''] = /href="(\?[^"]*cursor=[^"]*)"/.exec(first.text) ?? [];
      assert.match(next, /direction=debit/);
      const second = await long.get('ada', `/money/transfers${next.replaceAll('&amp;', '&')}`);
      assert.deepEqual([rowsOf(first.text), rowsOf(second.text)], [50, 5]);
    });
  });
});
