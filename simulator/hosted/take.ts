// Carries out each form that the person sends, one function a step.
import { enterCode, isRight } from '../auth/code.ts';
import { isTypedIn, methodOf, sandboxNumbers } from '../auth/methods.ts';
import { itemError, otherUsername } from '../errors.ts';
import { findInstitution } from '../link/institutions.ts';
import { record, selectBank, typeNumbers } from '../link/link-events.ts';
import { currentSession, exitSession, finishSession, itemOfUpdate, showError } from '../link/sessions.ts';
import type { LinkSession, LinkToken } from '../link/state.ts';
import { cancelAtBank } from '../payment/authorise.ts';
import { findScenario } from '../scenarios/index.ts';
import type { World } from '../world.ts';
import { goBack, type Step, stepOf } from './steps.ts';

type Outcome = 'next' | 'finished' | { problem: string };

export function stepNow(world: World, token: LinkToken): Step {
  const { purpose } = token;
  return stepOf(
    token,
    currentSession(world, token),
    purpose.mode === 'update' ? itemOfUpdate(world, purpose.item_id) : null,
  );
}

/** A form of an earlier step, which the back button can send again, changes nothing. */
export function take(world: World, token: LinkToken, input: URLSearchParams): Outcome {
  const step = stepNow(world, token);
  if (input.get('step') === 'exit') {
    exitSession(world, token, true, step === 'code' ? 'requires_code' : 'requires_credentials');
    return 'finished';
  }
  if (input.get('step') === 'back') {
    goBack(currentSession(world, token));
    world.changed();
    return 'next';
  }
  if (input.get('step') !== step) return 'next';
  world.changed();
  return steps[step](world, token, currentSession(world, token), input);
}

type Take = (world: World, token: LinkToken, session: LinkSession, input: URLSearchParams) => Outcome;

const steps: Record<Step, Take> = {
  bank(world, _token, session, input) {
    const chosen = input.get('institution_id') ?? '';
    session.manual = chosen === 'manual';
    const institution = findInstitution(chosen);
    if (institution) selectBank(world, session, institution);
    return 'next';
  },
  login(world, token, session, input) {
    const scenario = storyIn(input);
    record(world, session, 'SUBMIT_CREDENTIALS');
    if (!scenario || input.get('password') !== 'pass_good') {
      showError(world, session, itemError('INVALID_CREDENTIALS', 'the provided credentials were not correct'));
      return { problem: 'The bank does not know this login. Take a test user from the list, with pass_good.' };
    }
    if (scenario.link?.exits) {
      exitSession(world, token, true);
      return 'finished';
    }
    const { purpose } = token;
    if (purpose.mode === 'new') {
      const method = methodOf(scenario);
      if (isTypedIn(method)) return { problem: 'This user types the numbers in instead: go back, and choose that.' };
      if (!purpose.methods.includes(method)) return { problem: `This Link does not offer ${method}.` };
    }
    if (purpose.mode !== 'update') {
      session.username = scenario.username;
      return 'next';
    }
    const { username } = itemOfUpdate(world, purpose.item_id);
    if (username !== scenario.username) {
      showError(world, session, otherUsername());
      return { problem: `This account was linked by ${username}: sign in as them.` };
    }
    if (purpose.choose) {
      session.username = username;
      return 'next';
    }
    return finish(world, token);
  },
  numbers(world, token, session, input) {
    const scenario = storyIn(input);
    const typed = { routing: input.get('routing') ?? '', account: input.get('account') ?? '' };
    typeNumbers(world, session, typed);
    const { purpose } = token;
    const method = scenario ? methodOf(scenario) : 'INSTANT_AUTH';
    if (!scenario || !isTypedIn(method)) return { problem: 'This is no test user who types the numbers in.' };
    if (purpose.mode !== 'new' || !purpose.methods.includes(method)) {
      return { problem: `This Link does not offer ${method}.` };
    }
    const known = sandboxNumbers(method);
    if (typed.routing !== known.routing || typed.account !== known.account) {
      return { problem: `For this user it has to be ${known.routing} and ${known.account}.` };
    }
    session.holder = input.get('holder')?.trim() || null;
    if (session.holder === null) return { problem: 'Type the name on the account in.' };
    session.username = scenario.username;
    return method === 'INSTANT_MICRODEPOSITS' ? 'next' : finish(world, token);
  },
  code(world, token, _session, input) {
    const code = input.get('code') ?? '';
    const { purpose } = token;
    if (purpose.mode !== 'update') return isRight(code) ? finish(world, token) : { problem: 'That is not the code.' };
    switch (enterCode(world, itemOfUpdate(world, purpose.item_id), code)) {
      case 'right':
        return finish(world, token);
      case 'wrong':
        return { problem: 'That is not the code. After three wrong ones you have to start over.' };
      case 'not_there_yet':
        return { problem: 'The deposit is not at your bank yet.' };
      case 'too_often':
        exitSession(world, token, true, 'requires_code');
        return 'finished';
    }
  },
  accounts(world, token, _session, input) {
    const shared = input.getAll('account');
    return shared.length === 0 ? { problem: 'Choose at least one account.' } : finish(world, token, shared);
  },
  account(_world, _token, session, input) {
    const chosen = input.get('account') ?? '';
    if (chosen === '0' || chosen === '1') session.account = Number(chosen);
    return 'next';
  },
  consent: (world, token) => finish(world, token),
  payment(world, token, _session, input) {
    if (input.get('act') !== 'cancel') return finish(world, token);
    if (token.purpose.mode === 'payment') cancelAtBank(world, token.purpose.payment_id);
    exitSession(world, token, true, 'requires_oauth');
    return 'finished';
  },
};

const storyIn = (input: URLSearchParams) => findScenario(input.get('username')?.trim() ?? '');

function finish(world: World, token: LinkToken, shared?: string[]): 'finished' {
  const session = currentSession(world, token);
  const scenario = findScenario(session.username ?? '');
  const institution = findInstitution(session.institution_id ?? '');
  const where = institution ? { institution, account: session.account ?? 0 } : { holder: session.holder ?? '' };
  finishSession(world, token, {
    notify: true,
    ...(shared && { shared }),
    ...(scenario && { chosen: { scenario, where } }),
  });
  return 'finished';
}
