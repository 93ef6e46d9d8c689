/** Returns why a `fetch` failed; its own error says only that it did. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } };
  return cause?.code || cause?.message || message;
}
