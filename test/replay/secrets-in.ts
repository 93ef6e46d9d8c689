// Searches a saved history for secrets and personal data.
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { applicant } from '../../dev/demo/stories.ts';
import { textOf } from '../support/stack/leaks.ts';

/** No file may hold a text of these forms. */
const forms = {
  'a token of Plaid': /\b(access|public|link|processor|user|asset|income)-(sandbox|development|production|simulator)-/,
  'an email address': /[\w.+-]+@[\w-]+\.[a-z]{2,}/i,
  'the name of a machine': /\b\d+@[\w.-]+/,
  'an address of a network': /\b\d{1,3}(\.\d{1,3}){3}\b|https?:/,
};

/** Returns the names of the secrets in the text of a file. */
export function secretsIn(text: string, more: Record<string, string> = {}): string[] {
  // Payloads are in base64 there.
  const plain = `${text}\n${textOf(historyFromJSON(JSON.parse(text)))}`;
  const values = { 'the name of the applicant': applicant.legal_name, ...more };
  return [
    ...Object.entries(values).flatMap(([what, value]) => (plain.includes(value) ? [what] : [])),
    ...Object.entries(forms).flatMap(([what, form]) => (form.test(plain) ? [what] : [])),
  ];
}
