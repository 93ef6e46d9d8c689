import assert from 'node:assert/strict';
import { achCodes } from '../../domain/transfers/ach-codes.ts';
import { withReturnReason } from '../../domain/words/explanations.ts';
import { languageOf, languages, textsIn } from '../../domain/words/languages.ts';

/** All texts below an object, by their paths. */
const textsBelow = (value: unknown, path = ''): [string, string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, value('')]];
  return Object.entries(value ?? {}).flatMap(([key, below]) => textsBelow(below, `${path}/${key}`));
};

describe('the languages', () => {
  const english = new Map(textsBelow(textsIn('en')));

  for (const language of languages.filter((one) => one !== 'en')) {
    it(`${language} has a text of its own for each English one`, () => {
      const own = textsBelow(textsIn(language)).filter(([path]) => !path.startsWith('/returns'));
      assert.deepEqual(own.map(([path]) => path).sort(), [...english.keys()].sort());
      for (const [path, text] of own) assert.notEqual(text, english.get(path), path);
    });

    it(`${language} has a text for each reason of a return that a person may read, and for no other`, () => {
      const said = Object.keys(achCodes).filter((code) => withReturnReason('', code, 'en') !== '');
      assert.deepEqual(Object.keys(textsIn(language).returns ?? {}), said);
    });
  }

  it('a case whose Link speaks another language reads English', () => {
    for (const language of ['it', 'pl', null, undefined] as const) assert.equal(languageOf(language), 'en');
    assert.equal(languageOf('de'), 'de');
  });
});
