import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { brokenRules } from './import-rules.ts';

const notRooms = ['node_modules', 'dist', 'coverage', 'docs', 'test'];

function sourceFiles(): string[] {
  const top = readdirSync('.', { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && !notRooms.includes(name),
  );
  return top
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(entry.name, { recursive: true, encoding: 'utf8' }).map((file) => `${entry.name}/${file}`)
        : [entry.name],
    )
    .filter((file) => file.endsWith('.ts'));
}

describe('import rules', () => {
  it('hold in every room', () => {
    const files = sourceFiles();
    assert.ok(files.includes('domain/money.ts') && files.includes('config.ts'), 'the sources were found');
    assert.deepEqual(
      files.flatMap((file) => brokenRules(file, readFileSync(file, 'utf8'))),
      [],
    );
  });

  // Each is planted as the second line of its file.
  const planted: [file: string, line: string, broken: RegExp][] = [
    ['domain/money.ts', "import { z } from 'zod';", /^domain\/money\.ts:2: imports zod/],
    ['domain/money.ts', "import type { Db } from '../db/pool.ts';", /imports db\/pool\.ts/],
    ['db/items.ts', "export * from '../plaid/gateway.ts';", /imports plaid\/gateway\.ts/],
    ['plaid/client.ts', "import '../config.ts';", /imports config\.ts/],
    ['workflows/case.ts', "import { bank } from '../activities/types.ts';", /types of activities\/types\.ts/],
    ['workflows/case.ts', "import { type Bank } from '../activities/types.ts';", /types of activities\/types\.ts/],
    ['workflows/case.ts', "import { createHash } from 'node:crypto';", /imports node:crypto/],
    ['activities/bank.ts', "import { createPlaid } from '../plaid/client.ts';", /imports plaid\/client\.ts/],
    [
      'api/routes/link.ts',
      "const it = await import('../../workflows/onboarding.ts');",
      /imports workflows\/onboarding/,
    ],
    ['worker/bundle.ts', "import { readConfig } from '../config.ts';", /imports config\.ts/],
    [
      'simulator/link/page.ts',
      "import type { Stage } from '../../domain/onboarding.ts';",
      /imports domain\/onboarding/,
    ],
    ['simulator/link/page.ts', "import { Products } from 'plaid';", /only types of plaid/],
    ['dev/demo.ts', "import { createApp } from '../api/app.ts';", /imports api\/app\.ts/],
    ['api/app.ts', "import {\n  run,\n} from '../worker/main.ts';", /^api\/app\.ts:4: imports worker\/main\.ts/],
    ['api/app.ts', "import { benchWebhooks } from '../bench/webhooks.ts';", /imports bench\/webhooks\.ts/],
    ['bench/webhooks.ts', "import { freshDatabase } from '../test/support/database.ts';", /imports test\/support/],
    ['lobby/door.ts', "import 'koa';", /has no import rule/],
  ];
  for (const [file, line, broken] of planted) {
    it(`find ${JSON.stringify(line)} in ${file}`, () => {
      const found = brokenRules(file, `// head\n${line}\n`);
      assert.equal(found.length, 1);
      assert.match(found[0] ?? '', broken);
    });
  }

  const allowed: [file: string, line: string][] = [
    ['workflows/case.ts', "import type { BankActivities } from '../activities/types.ts';"],
    ['workflows/case.ts', "import { sleep } from '@temporalio/workflow';"],
    ['api/main.ts', "import { readConfig } from '../config.ts';"],
    ['api/routes/link.ts', "import { problem } from '../problem.ts';"],
    ['simulator/link/token.ts', "import type { LinkTokenGetResponse } from 'plaid';"],
    ['bench/door-main.ts', "import { createApp } from '../api/app.ts';"],
    ['db/items.ts', "// from '../plaid/gateway.ts'"],
  ];
  for (const [file, line] of allowed) {
    it(`allow ${JSON.stringify(line)} in ${file}`, () => assert.deepEqual(brokenRules(file, `// head\n${line}\n`), []));
  }
});
