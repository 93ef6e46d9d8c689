/**
 * Calls `check` again and again. Returns true when it says yes, and false when the time is over or `orWhen` settles.
 * For facts that we can observe only by asking, such as whether another process answers.
 */
export async function until(
  check: () => Promise<boolean>,
  options: { seconds: number; everyMs?: number; orWhen?: Promise<unknown> },
): Promise<boolean> {
  let over = false;
  const end = () => {
    over = true;
  };
  options.orWhen?.then(end, end);
  const deadline = Date.now() + options.seconds * 1000;
  while (!over) {
    if (await check()) return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 50));
  }
  return false;
}
