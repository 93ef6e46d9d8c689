// The guides are programs. Each is run as a reader runs it: in an empty project that has the packed client, against the
// development stack. Where it asks the person to sign in at their bank, the simulator does it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { projectWithClient } from '../support/client/project.ts';
import { goThroughLink } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

const folder = 'docs/guides';
const pages = readdirSync(folder).filter((name) => name !== 'README.md');

const blocksOf = (page: string, language: string): string[] =>
  [...readFileSync(join(folder, page), 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, of, block = '']) =>
    of === language ? [block] : [],
  );

describe('the guides', () => {
  let project: string;
  before(async () => {
    project = await projectWithClient();
  });
  after(() => rm(project, { recursive: true, force: true }));

  it('are all in their table of contents', () => {
    const contents = readFileSync(join(folder, 'README.md'), 'utf8');
    assert.deepEqual(
      pages.filter((page) => !contents.includes(`](${page})`)),
      [],
    );
    assert.ok(pages.length > 8);
  });

  for (const page of pages) {
    it(`${page} runs, and prints what it shows`, async () => {
      const name = page.replace('.md', '.mjs');
      await writeFile(join(project, name), blocksOf(page, 'js').join(''));
      const printed = await run(name);
      const shown = blocksOf(page, 'text').at(-1)?.trimEnd().split('\n') ?? assert.fail('it shows no output');
      assert.equal(printed.length, shown.length, printed.join('\n'));
      for (const [at, line] of shown.entries()) assert.match(printed[at] ?? '', patternOf(line));
    });
  }

  /** Returns the lines that it prints. Throws if it fails. */
  async function run(name: string): Promise<string[]> {
    const { api, api_key, clock } = sharedStack().addresses;
    const env = { ...process.env, GANGWAY_URL: api, GANGWAY_API_KEY: api_key, GANGWAY_CLOCK: clock ?? '' };
    const program = spawn(process.execPath, [name, `guide-${name}-${Date.now()}`], { cwd: project, env });
    const complaint = text(program.stderr);
    const lines: string[] = [];
    let id = '';
    for await (const line of createInterface(program.stdout)) {
      lines.push(line);
      id = /onb_[0-9a-f]{32}/.exec(line)?.[0] ?? id;
      const username = /Open \S+ and sign in as (\w+)$/.exec(line)?.[1];
      if (username) await goThroughLink(id, { username });
    }
    if (program.exitCode === null) await once(program, 'exit');
    assert.equal(program.exitCode, 0, `${lines.join('\n')}\n${await complaint}`);
    return lines;
  }
});

/** `…` stands for what differs from run to run. */
const patternOf = (line: string): RegExp =>
  new RegExp(
    `^${line
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  );
