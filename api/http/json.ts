// Accepts only JSON that is safe for later readers: no doubled keys (two readers may disagree on which counts), no
// `__proto__`, no depth that exhausts a stack, no text that PostgreSQL cannot store.
import { Problem } from './problem.ts';

const maxDepth = 32;
const maxKeys = 1000;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses a request body, whose texts have at most `maxString` characters. Throws a 400 `Problem` that says what is
 * wrong and never quotes the body.
 */
export function parseStrictJson(text: string, maxString = 16 * 1024): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad('The body is not valid JSON. Send one JSON object, UTF-8 encoded.');
  }
  inspect(text, maxString);
  return value;
}

// The text is valid JSON here, so the first character of a token shows its kind. V8's parser does not recurse, and
// neither does this one.
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

function inspect(text: string, maxString: number): void {
  const open: (Set<string> | null)[] = [];
  let keys = 0;
  let last = '';
  for (const [found] of text.matchAll(token)) {
    switch (found) {
      case '{':
      case '[':
        open.push(found === '{' ? new Set() : null);
        if (open.length > maxDepth)
          throw bad(`The body is nested too deeply. The API accepts at most ${maxDepth} levels.`);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ':':
        addKey(open.at(-1), last);
        keys += 1;
        if (keys > maxKeys) throw bad(`The body has too many keys. The API accepts at most ${maxKeys}.`);
        break;
      default:
        last = JSON.parse(found) as string;
        inspectText(last, maxString);
    }
  }
}

function addKey(seen: Set<string> | null | undefined, key: string): void {
  if (seen?.has(key)) throw bad('An object in the body names the same key twice. Send each key once.');
  if (forbiddenKeys.has(key)) throw bad('The body uses __proto__, constructor or prototype as a key. Rename that key.');
  seen?.add(key);
}

function inspectText(text: string, maxString: number): void {
  if (text.length > maxString)
    throw bad(`A text in the body is too long. The API accepts at most ${maxString} characters.`);
  if (!isStorable(text))
    throw bad('A text in the body contains a control character or half a surrogate pair. Remove it.');
}

// C0 controls except tab and line breaks, and surrogates without their other half (the u flag pairs the good ones).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

/** False for a text that PostgreSQL cannot store, or that could harm a reader of logs. */
export const isStorable = (text: string): boolean => !unstorable.test(text);

const bad = (detail: string) => new Problem(400, 'invalid_json', detail);
