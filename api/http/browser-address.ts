import { z } from 'zod';

/** An address for the applicant's browser, in the form that a browser reads, without blanks, tabs and backslashes. */
export const browserAddress = z
  .string()
  .max(2048)
  .transform((text, context): string => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
    if (url && safe && !url.username && !url.password && !text.includes('#')) return url.href;
    const message = 'must be an absolute https:// address (http:// only on localhost) without user name and fragment';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
