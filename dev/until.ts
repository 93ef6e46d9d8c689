/**
 * Asks again and again until `check` says yes (true), the time is over or `orWhen` settles (false). For what can only
 * be observed by asking, such as whether another process answers.
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
