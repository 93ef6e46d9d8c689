// The page for a browser that has not opened the page of this case before: the person types in a code from an email.
import { codeMinutes } from '../../db/console/page-browsers.ts';
import type { PageContext } from '../context.ts';
import { formToken } from '../security.ts';
import { show } from './frame.tsx';
import type { Visit } from './visit.ts';

type CheckProps = {
  /** The address of the page, which both forms lead to. */
  at: string;
  token: string;
  /** A code was sent, and may be typed in. */
  sent: boolean;
  problem?: string;
};

export function showCheck(ctx: PageContext, visit: Visit, { at, token, sent, problem }: CheckProps): void {
  const { check, error } = visit.texts;
  const form = <input type="hidden" name="token" value={formToken(token)} />;
  show(ctx, {
    ...{ said: visit, heading: check.title, wrong: problem !== undefined, at },
    status: problem === undefined ? 200 : 422,
    children: (
      <>
        {problem !== undefined && (
          <div class="errors" tabIndex={-1} role="alert" autofocus>
            <h2>{error}</h2>
            <p>{sent ? <a href="#code">{problem}</a> : problem}</p>
          </div>
        )}
        <h1>{check.title}</h1>
        <p>{sent ? check.sent(codeMinutes) : check.text}</p>
        {sent && (
          <form method="post" action={`${at}/code`} class="card" noValidate>
            {form}
            <label for="code">{check.label}</label>
            {problem !== undefined && (
              <p class="error" id="code-error">
                {problem}
              </p>
            )}
            <input
              id="code"
              name="code"
              type="text"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              size={8}
              required
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : 'code-error'}
            />
            <p class="actions">
              <button type="submit">{check.submit}</button>
            </p>
          </form>
        )}
        <form method="post" action={`${at}/email`}>
          {form}
          <p class="actions">
            <button type="submit" class={sent ? 'quiet' : undefined}>
              {sent ? check.again : check.send}
            </button>
          </p>
        </form>
      </>
    ),
  });
}
