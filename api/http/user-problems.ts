/** The codes of the routes about a person: a part of the list in problems.ts. */
export const userProblems = {
  user_not_found: { status: 404, title: 'You have no case of this user', advice: 'Check the user_id.' },
  erasure_not_found: {
    status: 404,
    title: 'Nobody asked to erase this user',
    advice: 'DELETE /v1/users/:user_id asks for it.',
  },
  erasure_under_way: {
    status: 409,
    title: 'The user is being erased',
    advice: 'Wait until GET /v1/users/:user_id/erasure says done. Then start a new onboarding.',
  },
  applicant_missing: { status: 404, title: 'There is no such applicant', advice: 'Start a new onboarding.' },
  erased: {
    status: 404,
    title: 'The data of the applicant were erased',
    advice: 'They are gone for good. Start a new onboarding.',
  },
} as const;
