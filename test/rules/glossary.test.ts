import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { roomFiles } from './source-files.ts';

/** In so many exported names, a word is one that a newcomer has to know. */
const often = 6;
/** English that needs no glossary. */
const everyday = new Set(
  `add after amount answer ask at cancel change close code count create data day delete find for get id income is key list
  may money move name next of offered on page refuse person read record request result row same source state status text token
  transaction user verdict view word new field insert begin has refused sent take to was schema
  remove start type end make made given lock call by show set use decision kind refuse option in
  all with as filter form sum left done`.split(/\s+/),
);

/** Old words, and the one that took their place. A name that has one again is a step back. */
const gone = {
  proven: 'verified',
  prove: 'verify',
  represent: 'reinitiate',
  representment: 'reinitiation',
  freeze: 'hold',
  frozen: 'on hold',
  gateways: 'deps',
};

const singular = (word: string) =>
  word
    .replace(/ies$/, 'y')
    .replace(/uses$/, 'us')
    .replace(/(?<=..)([^siu])s$/, '$1')
    .replace(/(mov|chang)ed$/, '$1e');
const wordsOf = (name: string) =>
  (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => singular(word.toLowerCase()));

describe('the glossary in docs/architecture.md', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const [, table = ''] = page.split('\n## Words\n');
  const rows = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| ([^|]+?) +\|/gm)].map(([, word = '']) => word);
  const known = new Set(rows.flatMap((row) => row.toLowerCase().split(/[, -]+/)).map(singular));
  const exported = roomFiles()
    .flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:function|const|type|class|interface) (\w+)/gm),
    ])
    .map(([, name = '']) => name);

  it('has every word that exported names use often', () => {
    assert.ok(rows.length > 50 && exported.length > 500, 'the table and the names were found');
    const uses = new Map<string, number>();
    for (const word of exported.flatMap((name) => [...new Set(wordsOf(name))]))
      uses.set(word, (uses.get(word) ?? 0) + 1);
    const missing = [...uses].filter(([word, count]) => count >= often && !known.has(word) && !everyday.has(word));
    assert.deepEqual(missing, []);
  });

  it('is kept to: no exported name has a word that another one has taken the place of', () => {
    const old = exported.filter((name) => wordsOf(name).some((word) => Object.hasOwn(gone, word)));
    assert.deepEqual(old, []);
  });
});
