import fc from 'fast-check';

/** Any JSON that an operator can type, and the names that a careless look-up would find in any object. */
export const anyPayload: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, '', [], {}, '__proto__', 'constructor', 'x'.repeat(50_000)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(
    fc.constantFrom('__proto__', 'constructor', 'toString', 'session', 'mode', 'by', 'review', 'change', 'standing'),
    fc.jsonValue({ maxDepth: 1 }),
  ),
);
