// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Compose writes its variables as JavaScript writes its own.
import assert from 'node:assert/strict';
import { interpolate } from '../../dev/compose/interpolate.ts';

describe('variables in a compose file', () => {
  const env = { SET: 'value', EMPTY: '' };
  const cases: [text: string, becomes: string][] = [
    ['plain text, 5 % of {it}', 'plain text, 5 % of {it}'],
    ['$SET/${SET}', 'value/value'],
    ['${EMPTY}|${MISSING}|$MISSING', '||'],
    ['${SET:-other} ${EMPTY:-other} ${MISSING:-http://api:3000}', 'value other http://api:3000'],
    ['${SET-other} ${EMPTY-other} ${MISSING-other}', 'value  other'],
    ['${MISSING:-}', ''],
    ['${SET:?why} ${SET?why} ${EMPTY?why}', 'value value '],
    ['${SET:+other} ${EMPTY:+other} ${EMPTY+other} ${MISSING+other}', 'other  other '],
    ['"$$SET" $$1 $${SET}', '"$SET" $1 ${SET}'],
  ];
  for (const [text, becomes] of cases) {
    it(`${JSON.stringify(text)} becomes ${JSON.stringify(becomes)}`, () =>
      assert.equal(interpolate(text, env), becomes));
  }

  it('throw when a required one is missing, or is empty after a colon', () => {
    for (const text of ['${MISSING:?set it}', '${MISSING?set it}', '${EMPTY:?set it}']) {
      assert.throws(() => interpolate(text, env), /is missing: set it/, text);
    }
  });

  it('throw when a dollar sign has no meaning, or begins an unsupported form', () => {
    for (const text of ['$', '5 $ and more', '$1', '${}', '${SET', '${SET:-${OTHER}}', '${SET/a/b}']) {
      assert.throws(() => interpolate(text, env), /Write \$\$ for a dollar sign/, text);
    }
  });
});
