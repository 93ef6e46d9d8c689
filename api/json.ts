// JSON that cannot surprise whoever reads it later: no doubled keys (two readers may disagree on which counts), no
// `__proto__`, no depth that exhausts a stack, no text that PostgreSQL cannot store.
import { Problem } from './problem.ts';

const maxDepth = 32;
const maxKeys = 1000;
const maxString = 16 * 1024;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses a request body. Throws a 400 `Problem` that says what is wrong, and never quotes the body. */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad('The body is not valid JSON. Send one JSON object, UTF-8 encoded.');
  }
  inspect(text);
  return value;
}

// The text is known to be valid JSON here, so its tokens can be told apart by their first character. V8's own parser
// does not recurse, and neither does this.
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

function inspect(text: string): void {
  const open: (Set<string> | null)[] = [];
  let keys = 0;
  let last: string | null = null;
  for (const [found] of text.matchAll(token)) {
    if (found === '{' || found === '[') {
      open.push(found === '{' ? new Set() : null);
      if (open.length > maxDepth) throw bad(`The body is nested too deep: at most ${maxDepth} levels are accepted.`);
    } else if (found === '}' || found === ']') {
      open.pop();
    } else if (found === ':') {
      const key = last ?? '';
      const seen = open.at(-1);
      if (seen?.has(key)) throw bad('An object in the body names the same key twice. Send each key once.');
      if (forbiddenKeys.has(key)) throw bad('The keys __proto__, constructor and prototype are not accepted.');
      seen?.add(key);
      keys += 1;
      if (keys > maxKeys) throw bad(`The body has too many keys: at most ${maxKeys} are accepted.`);
    } else {
      last = JSON.parse(found) as string;
      if (last.length > maxString) throw bad(`A text in the body is longer than ${maxString} characters.`);
      if (unstorable.test(last)) throw bad('A text in the body holds a control character or half a character.');
    }
  }
}

// C0 controls except tab and line breaks, and surrogates without their other half (the u flag pairs the good ones).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

const bad = (detail: string) => new Problem(400, 'invalid_json', detail);
