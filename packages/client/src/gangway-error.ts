import type { Problem } from './schemas.ts';

type Details = {
  status?: number | undefined;
  problem?: Problem | undefined;
  retryAfterMs?: number | null | undefined;
  cause?: unknown;
};

/** The one error of this package. */
export class GangwayError extends Error {
  override readonly name = 'GangwayError';
  /**
   * The code of the problem, such as `invalid_input` (docs/problems.md). The client's own codes are `unreachable`,
   * `unexpected_answer`, `wait_timeout`, `wait_over` and `invalid_signature`.
   */
  readonly code: string;
  /** The status of the answer. Null if there was none. */
  readonly status: number | null;
  /** The answer (RFC 9457). Null if it did not come from Gangway. */
  readonly problem: Problem | null;
  /** How long the answer asks to wait. Null if it does not say. */
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, { status, problem, retryAfterMs, cause }: Details = {}) {
    super(message, { cause });
    this.code = code;
    this.status = status ?? null;
    this.problem = problem ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
  }

  /** The message about each bad field, by its JSON pointer into the request. */
  get errors(): Record<string, string> {
    return Object.fromEntries((this.problem?.errors ?? []).map(({ pointer, message }) => [pointer, message]));
  }
}

/** Returns the error for an answer that is no success. */
export function errorOf(response: Response, text: string): GangwayError {
  const { status } = response;
  const retryAfterMs = retryAfterOf(response.headers.get('retry-after'));
  const problem = problemIn(response, text);
  if (!problem) {
    const where = `${status} from ${response.url || 'the API'}`;
    return new GangwayError('unexpected_answer', `${where}, which is no answer of Gangway's.`, {
      status,
      retryAfterMs,
    });
  }
  const fields = (problem.errors ?? []).map(({ pointer, message }) => `\n  ${pointer || '/'} ${message}`).join('');
  return new GangwayError(problem.code, `${status} ${problem.code}: ${problem.detail}${fields}`, {
    ...{ status, problem, retryAfterMs },
  });
}

function problemIn(response: Response, text: string): Problem | null {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The header is a number of seconds, or from a proxy a date. */
function retryAfterOf(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
