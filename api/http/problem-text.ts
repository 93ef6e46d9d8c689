/** The status of a code, and what the caller reads about it. */
export type ProblemText = {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  title: string;
  /** How the caller can correct it. */
  advice: string;
};
