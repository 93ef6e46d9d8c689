import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { fundCase, verifyCase } from '../support/cases/funded-case.ts';
import { debit, transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

type Text = { id: string; kind: string; text: string; fields: { name: string; value: string | null }[] };

const values: Record<string, string> = {
  client_name: 'Acme Wallet',
  account: 'Checking ending in 0000',
  amount: '$9.99',
  when: 'January 5, 2026',
  revoke_by: 'writing to help@acme.example',
};
const fill = ({ text, fields }: Text, more: object = {}) =>
  fields.reduce((all, { name }) => all.replaceAll(`{${name}}`, { ...values, ...more }[name] ?? ''), text);

describe('GET /v1/consent_texts', () => {
  const { door, parts, ask, paid } = transfersOnAccounts();
  const texts = async (): Promise<Text[]> => (await door.send('GET', '/v1/consent_texts')).body.data;
  const consentTo = (text: Text, more: object = {}) => ({
    ...{ text: fill(text, more), text_id: text.id, given_at: '2026-01-02T03:04:05Z' },
  });

  it('has a text for one debit and one for recurring ones, with the name that the tenant has in Link', async () => {
    const named = (all: Text[]) => all.flatMap(({ fields }) => fields.filter(({ name }) => name === 'client_name'));
    const all = await texts();
    assert.deepEqual(
      all.map(({ id, kind }) => [id, kind]),
      [
        ['single.en.1', 'single'],
        ['recurring.en.1', 'recurring'],
      ],
    );
    for (const { text, fields } of all) {
      const used = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual([...new Set(used)].sort(), fields.map(({ name }) => name).sort());
    }
    assert.equal(named(all)[0]?.value, null);
    await door.send('POST', '/v1/link_settings', { body: { client_name: 'Acme Wallet' } });
    assert.equal(named(await texts())[0]?.value, 'Acme Wallet');
  });

  it('the proof of a debit names the text that the person saw', async () => {
    const { account } = await verifyCase(parts());
    for (const text of await texts()) {
      const { id } = await paid(account, { ...debit, consent: consentTo(text) });
      const [proof] = (await door.send('GET', `/v1/transfers/${id}/authorization_proof`)).body.debits;
      assert.deepEqual([proof.consent.text_id, proof.consent.text], [text.id, fill(text)]);
    }
  });

  it('an onboarding may send one too', async () => {
    const [single] = (await texts()) as [Text];
    const consent = consentTo(single, { amount: '$25.00' });
    const { onboardingId } = await fundCase(parts(), {
      consent,
      funding: { rail: 'ach', direction: 'debit', amount: '25.00' },
    });
    const [proof] = (await door.send('GET', `/v1/onboardings/${onboardingId}/authorization_proof`)).body.debits;
    const { given_at: _, ...shown } = proof.consent;
    assert.deepEqual(shown, { text: consent.text, text_id: 'single.en.1', until: null });
    const start = (more: object) =>
      door.send('POST', '/v1/onboardings', {
        idempotencyKey: randomUUID(),
        body: { user_id: 'user-2', applicant: { legal_name: 'Canary Zweistein' }, consent, ...more },
      });
    for (const more of [{}, { funding: { rail: 'ach', direction: 'credit', amount: '25.00' } }])
      assert.equal((await start(more)).body.errors[0].pointer, '/consent');
    const another = await start({ funding: { rail: 'ach', direction: 'debit', amount: '26.00' } });
    assert.match(another.body.errors[0].message, /\$26\.00, and not \$25\.00/);
  });

  it('refuses another text, one with gaps, and one about another amount', async () => {
    const { account } = await verifyCase(parts());
    const [single] = (await texts()) as [Text];
    const own = consentTo(single);
    for (const [text, says] of [
      ['I allow Acme to debit my account.', /word by word/],
      [single.text, /filled in/],
      [own.text.replace('one time', 'many times'), /word by word/],
      [`${own.text} And more.`, /word by word/],
      [own.text.replace('Acme Wallet may', 'Another may'), /word by word/],
      [fill(single, { amount: '$99.90' }), /\$9\.99, and not \$99\.90/],
      [fill(single, { amount: '9.99' }), /\$9\.99, and not 9\.99/],
    ] as const) {
      const { status, body } = await ask(account, { ...debit, consent: { ...own, text } });
      assert.deepEqual([status, body.errors[0].pointer], [422, '/consent/text'], text);
      assert.match(body.errors[0].message, says);
    }
    const wrapped = { ...own, text: own.text.replaceAll(' ', '\n  ') };
    assert.equal((await ask(account, { ...debit, consent: wrapped })).status, 201);
    const many = { ...debit, amount: '1240.00', consent: consentTo(single, { amount: '$1,240.00 USD' }) };
    assert.equal((await ask(account, many)).status, 201);
  });
});
