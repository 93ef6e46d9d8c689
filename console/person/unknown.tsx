// The pages that are about no case.
import type { PageContext } from '../context.ts';
import { show } from './frame.tsx';
import { languageIn } from './visit.ts';

export const isCaseId = (text: string): boolean => /^(onb|trf)_[0-9a-f]{32}$/.test(text);

/** One answer for a wrong address, another person's case, and one whose applicant was erased. */
export function unknown(ctx: PageContext): void {
  ctx.state.refused = 'page_unknown';
  plain(ctx, 'unknown', 404);
}

/** The person is back in a browser that has not opened the page, such as that of an app. */
export const back = (ctx: PageContext): void => plain(ctx, 'returned', 200);

/** The person has to try again later, in a browser that may not see the case. */
export const refused = (ctx: PageContext): void => plain(ctx, 'refused', 503);

function plain(ctx: PageContext, what: 'unknown' | 'returned' | 'refused', status: number): void {
  const said = languageIn(ctx, null);
  const { subject, text } = said.texts[what];
  show(ctx, {
    ...{ said, heading: subject, wrong: what !== 'returned', status },
    children: (
      <>
        <h1>{subject}</h1>
        <p>{text}</p>
      </>
    ),
  });
}
