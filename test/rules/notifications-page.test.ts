import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { attemptResults, retryDelays } from '../../domain/notify/delivery.ts';
import { notificationTypes } from '../../domain/notify/notifications.ts';
import { isForApplicant } from '../../domain/words/words.ts';

describe('docs/notifications.md', () => {
  const page = readFileSync('docs/notifications.md', 'utf8');
  const [types = '', , results = '', emails = ''] = page.split(/^## (?:Receiving|When it|Emails).*$/m);
  const rows = (part: string) => [...part.matchAll(/^\| `([a-z._]+)`/gm)].map(([, name]) => name);

  it('has every type and every result, and no other', () => {
    assert.deepEqual(rows(types).sort(), [...notificationTypes].sort());
    assert.deepEqual(rows(results).sort(), [...attemptResults].sort());
  });

  it('gives the schedule that the notifier keeps', () => {
    const [seconds, ...minutes] = retryDelays.map((delay) => (delay < 60 ? delay : delay / 60));
    const words = [`${seconds} seconds`, ...minutes.slice(0, 2).map((delay) => `${delay} minutes`)].join(', ');
    const hours = minutes.slice(2).map((delay) => delay / 60);
    const text = page.replaceAll('\n', ' ');
    assert.ok(text.includes(`after ${words}, ${hours.slice(0, -1).join(', ')} and ${hours.at(-1)} hours`));
  });

  it('lists the types that applicants receive', () => {
    const named = [...emails.matchAll(/`(onboarding|transfer)?(\.[a-z_]+)`/g)].map(
      ([, of = 'onboarding', name]) => `${of}${name}`,
    );
    assert.deepEqual(named.sort(), notificationTypes.filter((type) => isForApplicant[type]).sort());
  });
});
