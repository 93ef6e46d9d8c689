import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sourceFiles } from './source-files.ts';

/** Openings that hide the actor of a sentence, and words with a plainer one (CONTRIBUTING). */
const hidesTheActor = /^(What|Whatever|Whoever|Whom|Nobody|Somebody|Someone|No one|Of an?) /;
const plainer = /\banew\b/;
const longest = 120;

describe('comments', () => {
  const comments = sourceFiles().flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const [, text] = line.match(/^\s*(?:\/\/|\/\*\*|\*) (.*)$/) ?? [];
        return text === undefined ? [] : [{ place: `${file}:${index + 1}`, line, text }];
      }),
  );

  it('are found', () => assert.ok(comments.length > 3_000, `${comments.length}`));

  it(`fit into ${longest} columns`, () => {
    const long = comments.filter(({ line }) => line.length > longest);
    assert.deepEqual(
      long.map(({ place }) => place),
      [],
    );
  });

  it('name the actor', () => {
    const hidden = comments.filter(({ text }) => hidesTheActor.test(text) || plainer.test(text));
    assert.deepEqual(
      hidden.map(({ place, text }) => `${place} ${text}`),
      [],
    );
  });
});
