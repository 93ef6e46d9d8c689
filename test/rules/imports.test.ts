import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { brokenRules, importsOf, rules } from './import-rules.ts';
import { sourceFiles } from './source-files.ts';

describe('import rules', () => {
  it('hold in every room', () => {
    const files = sourceFiles().filter((file) => !file.startsWith('test/'));
    assert.ok(files.includes('domain/money.ts') && files.includes('config.ts'), 'the sources were found');
    assert.deepEqual(
      files.flatMap((file) => brokenRules(file, readFileSync(file, 'utf8'))),
      [],
    );
  });

  /** The modules of the workflow bundle, with the packages that they import. */
  function bundled(): { file: string; packages: string[] }[] {
    const reached = new Map<string, string[]>([
      ['workflows/versioned.ts', []],
      ['workflows/interceptors.ts', []],
    ]);
    for (const [file, packages] of reached) {
      for (const { target, typeOnly } of importsOf(readFileSync(file, 'utf8'))) {
        if (typeOnly) continue;
        if (!target.startsWith('.')) packages.push(target);
        else if (!reached.has(normalize(join(dirname(file), target))))
          reached.set(normalize(join(dirname(file), target)), []);
      }
    }
    assert.ok(reached.has('domain/case/onboarding.ts'), 'the imports were followed');
    return [...reached].map(([file, packages]) => ({ file, packages }));
  }

  it('no workflow imports a file that is allowed a package of its own', () => {
    for (const { file, packages } of bundled())
      for (const name of packages) assert.ok(rules['workflows/']?.packages?.includes(name), `${file} imports ${name}`);
  });

  // All runs of a worker share these modules (worker/bundle.ts), so one run could see what another one has left there.
  const state = /^(export )?(let|var) |^(export )?const [^=]+ = (new (Map|Set|WeakMap|Array)\b|\[\]|\{\})/m;
  it('no module of the workflow bundle holds a state', () => {
    for (const line of [
      'let seen = 0;',
      'export const seen = new Map<string, number>();',
      'const seen: string[] = [];',
    ])
      assert.match(`// Planted.\n${line}\n`, state);
    for (const { file } of bundled()) assert.doesNotMatch(readFileSync(file, 'utf8'), state, file);
  });

  it('only telemetry/otel.ts knows OpenTelemetry, and only a dynamic import loads it, so that it costs nothing if it is off', () => {
    const files = sourceFiles().filter((file) => !file.startsWith('test/'));
    const importers = (of: RegExp) =>
      files.filter((file) => importsOf(readFileSync(file, 'utf8')).some(({ target }) => of.test(target)));
    assert.deepEqual(importers(/^@opentelemetry\//), ['telemetry/otel.ts']);
    assert.deepEqual(importers(/\/otel\.ts$/), ['telemetry/start.ts']);
    assert.match(readFileSync('telemetry/start.ts', 'utf8'), /await import\('\.\/otel\.ts'\)/);
  });

  // Each is planted as the second line of its file.
  const planted: [file: string, line: string, broken: RegExp][] = [
    ['domain/money.ts', "import { z } from 'zod';", /^domain\/money\.ts:2: imports zod/],
    ['domain/money.ts', "import type { Db } from '../db/pool.ts';", /imports db\/pool\.ts/],
    ['domain/owner/spelling.ts', "import { parsePhoneNumber } from 'libphonenumber-js';", /imports libphonenumber-js/],
    ['domain/money.ts', "import anyAscii from 'any-ascii';", /imports any-ascii/],
    ['db/bank/items.ts', "export * from '../../plaid/gateway.ts';", /imports plaid\/gateway\.ts/],
    ['plaid/client.ts', "import '../config.ts';", /imports config\.ts/],
    ['workflows/case.ts', "import { bank } from '../activities/types.ts';", /types of activities\/types\.ts/],
    ['workflows/case.ts', "import { type Bank } from '../activities/types.ts';", /types of activities\/types\.ts/],
    ['workflows/case.ts', "import { createHash } from 'node:crypto';", /imports node:crypto/],
    ['activities/bank/bank.ts', "import { createPlaid } from '../../plaid/client.ts';", /imports plaid\/client\.ts/],
    [
      'api/routes/link.ts',
      "const it = await import('../../workflows/onboarding.ts');",
      /imports workflows\/onboarding/,
    ],
    ['worker/bundle.ts', "import { readConfig } from '../config.ts';", /imports config\.ts/],
    [
      'simulator/link/page.ts',
      "import type { Stage } from '../../domain/case/onboarding.ts';",
      /imports domain\/case\/onboarding/,
    ],
    ['simulator/link/page.ts', "import { Products } from 'plaid';", /only types of plaid/],
    ['dev/demo.ts', "import { createApp } from '../api/http/app.ts';", /imports api\/http\/app\.ts/],
    [
      'api/http/app.ts',
      "import {\n  run,\n} from '../../worker/main.ts';",
      /^api\/http\/app\.ts:4: imports worker\/main\.ts/,
    ],
    ['api/http/app.ts', "import { benchWebhooks } from '../../bench/webhooks.ts';", /imports bench\/webhooks\.ts/],
    [
      'bench/webhooks.ts',
      "import { freshDatabase } from '../test/support/database/database.ts';",
      /imports test\/support/,
    ],
    [
      'packages/client/src/client.ts',
      "import { outcomes } from '../../../domain/case/onboarding.ts';",
      /imports domain\/case\/onboarding/,
    ],
    ['packages/client/src/client.ts', "import { z } from 'zod';", /imports zod/],
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
    ['bench/door-main.ts', "import { createApp } from '../api/http/app.ts';"],
    ['db/bank/items.ts', "// from '../../plaid/gateway.ts'"],
  ];
  for (const [file, line] of allowed) {
    it(`allow ${JSON.stringify(line)} in ${file}`, () => assert.deepEqual(brokenRules(file, `// head\n${line}\n`), []));
  }
});
