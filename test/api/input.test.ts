import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { onboardingSchema } from '../../api/cases/onboarding-input.ts';
import { checkInput } from '../../api/http/input.ts';
import { Problem } from '../../api/http/problem.ts';
import { aRequest } from '../support/http/api.ts';

function complaints(schema: z.ZodType, input: unknown): string[] {
  try {
    checkInput(schema, input);
    return [];
  } catch (error) {
    assert.ok(error instanceof Problem);
    return (error.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
  }
}
// Misspelt on purpose. cspell:ignore amout nmae emial fone adress netwrok curency
const unknownTo = (meant: string) => `is not a field of this request; did you mean "${meant}"?`;

describe('the errors of an input', () => {
  const { funding, ...request } = aRequest();
  const { amount, ...rest } = funding;

  it('a misspelt field is reported as missing under its real name, which the error proposes', () => {
    assert.deepEqual(complaints(onboardingSchema, { ...request, funding: { ...rest, amout: amount } }).sort(), [
      '/funding/amount is required',
      `/funding/amout ${unknownTo('amount')}`,
    ]);
  });

  for (const [given, meant, of] of [
    ['legalName', 'legal_name', 'applicant'],
    ['legal-name', 'legal_name', 'applicant'],
    ['LEGAL_NAME', 'legal_name', 'applicant'],
    ['legal_nmae', 'legal_name', 'applicant'],
    ['emial', 'email', 'applicant'],
    ['fone', 'phone', 'applicant'],
    ['adress', 'address', 'applicant'],
    ['netwrok', 'network', 'funding'],
    ['achClass', 'ach_class', 'funding'],
    ['curency', 'currency', 'funding'],
    ['linkWithinDays', 'link_within_days', 'policy'],
    ['duplicate', 'duplicates', 'policy'],
  ] as const) {
    it(`proposes ${meant} in place of ${given}`, () => {
      const input: Record<string, unknown> = {
        ...request,
        applicant: { legal_name: 'Ada Byron' },
        funding,
        policy: {},
      };
      const part = Object.fromEntries(Object.entries(input[of] as object).filter(([name]) => name !== meant));
      const found = complaints(onboardingSchema, { ...input, [of]: { ...part, [given]: 'x' } });
      assert.ok(found.includes(`/${of}/${given} ${unknownTo(meant)}`), found.join('\n'));
    });
  }

  it('proposes no name that differs too much, and no field that the input has', () => {
    for (const [name, of] of [
      ['ssn', 'applicant'],
      ['date_of_birth', 'applicant'],
      ['legal_name2', 'applicant'],
      ['', 'applicant'],
    ] as const) {
      const input = { ...request, funding, [of]: { ...request.applicant, [name]: 'x' } };
      assert.deepEqual(complaints(onboardingSchema, input), [
        `/${of}/${name} is not a field of this request; remove it`,
      ]);
    }
  });

  it('a missing field is reported as required, whatever the message for a wrong value', () => {
    assert.deepEqual(complaints(onboardingSchema, {}).sort(), ['/applicant is required', '/user_id is required']);
    assert.deepEqual(complaints(onboardingSchema, { ...request, funding: { amount } }), ['/funding/rail is required']);
    const noMoney = { ...request, funding: { rail: 'ach' } };
    assert.deepEqual(complaints(onboardingSchema, noMoney).sort(), [
      '/funding/amount is required',
      '/funding/direction is required',
    ]);
    const nobody = { ...request, funding: { rail: 'payment-initiation', amount: '2.00' } };
    assert.deepEqual(complaints(onboardingSchema, nobody).sort(), [
      '/funding/currency is required',
      '/funding/recipient is required',
    ]);
  });

  it('null is a wrong value and not a missing one', () => {
    const [found] = complaints(onboardingSchema, { ...request, funding: { ...funding, amount: null } });
    assert.match(found ?? '', /^\/funding\/amount must be a decimal string/);
  });

  it('quotes no value, and cuts long keys', () => {
    const schema = z.strictObject({ amount: z.literal('canary').optional() });
    fc.assert(
      fc.property(fc.string({ minLength: 65, maxLength: 300 }), (key) => {
        const found = complaints(schema, JSON.parse(JSON.stringify({ [key]: 'secret-value' }))).join();
        assert.ok(found.length < 260 && !found.includes('secret-value'), found);
      }),
    );
  });

  it('recognises each field with one letter missing, doubled or changed', () => {
    const fields = ['user_id', 'applicant', 'funding', 'products', 'policy', 'redirect_uri'];
    const misspelt = fc.constantFrom(...fields).chain((field) =>
      fc.tuple(fc.constant(field), fc.nat(field.length - 1), fc.constantFrom('', 'q', 'qq')).map(([name, at, by]) => {
        const letter = by === 'qq' ? (name[at] ?? '').repeat(2) : by;
        return { name, given: name.slice(0, at) + letter + name.slice(at + 1) };
      }),
    );
    fc.assert(
      fc.property(misspelt, ({ name, given }) => {
        fc.pre(!fields.includes(given));
        assert.ok(complaints(onboardingSchema, { [given]: 1 }).includes(`/${given} ${unknownTo(name)}`), given);
      }),
    );
  });
});
