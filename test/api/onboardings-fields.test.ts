import assert from 'node:assert/strict';
import fc from 'fast-check';
import { onboardingSchema } from '../../api/cases/onboarding-input.ts';
import { prose } from '../../api/http/fields.ts';
import { checkInput } from '../../api/http/input.ts';
import { Problem } from '../../api/http/problem.ts';
import { applicantFields } from '../support/fields/applicant-fields.ts';
import { inAch, withValue } from '../support/fields/field-tables.ts';
import { fundingFields } from '../support/fields/funding-fields.ts';

function wrongFields(request: unknown): string[] {
  try {
    checkInput(onboardingSchema, request);
    return [];
  } catch (error) {
    assert.ok(error instanceof Problem);
    for (const { message } of error.errors ?? []) assert.match(message, /^(must|is) /);
    return (error.errors ?? []).map(({ pointer }) => pointer);
  }
}

describe('the fields of POST /v1/onboardings', () => {
  for (const { pointer, of = inAch, takes, refuses } of [...applicantFields, ...fundingFields]) {
    it(`${pointer} takes ${takes.length} kinds of value`, () => {
      for (const value of takes)
        assert.deepEqual(wrongFields(withValue(pointer, value, of)), [], JSON.stringify(value));
    });
    it(`${pointer} refuses ${refuses.length} kinds of value, each with one message`, () => {
      for (const value of refuses) {
        assert.deepEqual(wrongFields(withValue(pointer, value, of)), [pointer], JSON.stringify(value));
      }
    });
  }

  it('a region outside of the US is free', () => {
    const address = { ...inAch.applicant.address, region: 'Ontario', postal_code: 'K1A 0B1', country: 'CA' };
    assert.deepEqual(wrongFields(withValue('/applicant/address', address, inAch)), []);
  });

  it('takes names with letters of any script, and no text without a letter', () => {
    const letters = fc.stringMatching(/^[\p{Lu}\p{Lo}]\p{Ll}{2,8}$/u);
    const none = fc.stringMatching(/^[\p{P}\p{S}\p{Z}\p{N}\p{Cf}]{0,12}$/u);
    // Circled letters and the like are letters by Unicode compatibility.
    const signs = none.filter((text) => !/[\p{L}]/u.test(text.normalize('NFKC')));
    fc.assert(fc.property(signs, (name) => wrongFields(withValue('/applicant/legal_name', name, inAch)).length === 1));
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        fc.pre(!/^(.)\1+$/iu.test(one));
        return wrongFields(withValue('/applicant/legal_name', `${one} ${other}q`, inAch)).length === 0;
      }),
    );
  });

  it('refuses a reserved description in any spelling', () => {
    const word = fc.constantFrom('REVERSAL', 'RETRY', 'RECLAIM', 'NOCHECK', 'RETRYPYMT', 'RETURNFEE');
    const written = word.chain((letters) =>
      fc
        .tuple(
          fc.constantFrom('', ' ', '.', '-'),
          ...[...letters].map((one) => fc.constantFrom(one, one.toLowerCase())),
        )
        .chain(([sign, ...spelt]) => fc.nat(spelt.length).map((at) => spelt.toSpliced(at, 0, sign).join(''))),
    );
    fc.assert(
      fc.property(written, (description) => {
        assert.deepEqual(wrongFields(withValue('/funding/description', description, inAch)), ['/funding/description']);
      }),
    );
  });
});

describe('the note of a review', () => {
  const isFit = (note: string) => prose(2000).safeParse(note).success;
  it('must contain visible text', () => {
    for (const note of ['same person,\nmaiden name', '👍', '?', '7', 'ok\u200b']) assert.ok(isFit(note), note);
    for (const note of ['', ' ', '\n', '\u200b', '\u2800', '\u3164', '\u2060\ufeff', '\u0301']) {
      assert.ok(!isFit(note), JSON.stringify(note));
    }
  });
});
