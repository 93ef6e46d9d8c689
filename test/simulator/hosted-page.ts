// Uses a hosted page as a browser without scripts does.
import assert from 'node:assert/strict';

export const open = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

/** Sends a form, after a check that the page at this address offers it. */
export async function send(url: string, step: string, fields: Record<string, string> = {}) {
  const { text } = await open(url);
  assert.ok(text.includes(`name="step" value="${step}"`), `no form for ${step} in ${text}`);
  for (const name of Object.keys(fields)) assert.ok(text.includes(`name="${name}"`), `no field ${name} in ${text}`);
  const body = new URLSearchParams({ step, ...fields });
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
}
