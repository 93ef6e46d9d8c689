// The words of the page about a case: a heading, sentences, and the button for the person's next step.
import type { PersonAction } from '../../domain/case/next-action.ts';
import type { Wait } from '../../domain/case/stages.ts';
import type { NotificationType } from '../../domain/notify/notifications.ts';
import type { PageTexts, PageWait } from '../../domain/page/page-texts.ts';
import { pageTextsIn } from '../../domain/page/page-words.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import type { Language } from '../../domain/words/languages.ts';
import type { Words } from '../../domain/words/texts.ts';
import { textOf } from '../../domain/words/words.ts';
import type { CaseOnPage } from './case-of-page.ts';
import { formatTime } from './format.ts';

export type CaseWords = {
  heading: string;
  sentences: string[];
  /** The words of the button. Null: the person does nothing now. */
  button: string | null;
  /** The button leads to a page that does not lead back. */
  leaves: boolean;
};

/** `moving`: the money is on its way. */
const waits: Record<Wait | 'worker', PageWait | 'moving'> = {
  worker: 'working',
  retry: 'working',
  after_link: 'working',
  identity_verification: 'working',
  link: 'working',
  repair: 'working',
  micro_deposit: 'micro_deposit',
  micro_deposit_code: 'working',
  review: 'working',
  confirmation: 'working',
  plaid_limit: 'later',
  ledger_balance: 'later',
  late_link: 'later',
  settlement: 'moving',
  payment_confirmation: 'payment_confirmation',
  return_window: 'working',
  reinitiation: 'reinitiation',
  another_account: 'later',
};

export function standingOf(one: CaseOnPage, language: Language): CaseWords {
  const texts = pageTextsIn(language);
  if (one.outcome) return resting(wordsOf(one, one.outcome, language), [texts.next[one.outcome]]);
  const action = one.next_action;
  switch (action?.type) {
    case 'open_link':
    case 'repair_link':
    case 'verify_micro_deposits':
    case 'verify_identity':
      return asking(one, action.type, language);
    case 'review':
    case 'confirm':
      return resting(wordsOf(one, 'action_required', language));
    case 'wait':
      return waiting(one, waits[action.for], { language, until: action.until });
    default:
      return resting(texts.waits.working);
  }
}

const resting = ({ subject, text }: Words, more: string[] = []): CaseWords => ({
  ...{ heading: subject, sentences: [text, ...more], button: null, leaves: false },
});

function asking(one: CaseOnPage, action: PersonAction, language: Language): CaseWords {
  const texts = pageTextsIn(language);
  const until = one.waiting?.until;
  const more = [
    ...(action === 'verify_micro_deposits' ? [texts.code.typed] : []),
    ...(until ? [texts.before(formatTime(until, one, language))] : []),
  ];
  const pays = action === 'open_link' && one.funding?.rail === 'payment-initiation';
  return {
    ...resting(wordsOf(one, 'action_required', language), more),
    button: texts.buttons[pays ? 'pay' : action],
    leaves: action === 'verify_identity',
  };
}

function waiting(
  one: CaseOnPage,
  wait: PageWait | 'moving',
  { language, until }: { language: Language; until: string | null },
): CaseWords {
  const texts = pageTextsIn(language);
  if (one.delayed) return resting(wordsOf(one, 'delayed', language));
  if (wait === 'moving') return resting(wordsOf(one, 'transferring', language), arrival(one, texts));
  const comesBack = until && (wait === 'micro_deposit' || wait === 'reinitiation');
  return resting(texts.waits[wait], comesBack ? [dated(wait, texts, formatTime(until, one, language))] : []);
}

const dated = (wait: 'micro_deposit' | 'reinitiation', texts: PageTexts, time: string): string =>
  wait === 'micro_deposit' ? texts.comeBack(time) : texts.triedOn(time);

const arrival = ({ funding }: CaseOnPage, texts: PageTexts): string[] =>
  funding?.rail === 'ach' ? [texts.arrives[funding.network]] : [];

function wordsOf(one: CaseOnPage, news: string, language: Language): Words {
  const type = `${isTransferId(one.id) ? 'transfer' : 'onboarding'}.${news}` as NotificationType;
  const { next_action: action, reason, funding } = one;
  const asked = action && action.type !== 'wait' ? action.type : null;
  const rail = funding?.rail ?? null;
  return textOf(type, { action: asked, direction: directionOf(funding), rail, reason }, language);
}

const directionOf = (funding: CaseOnPage['funding']) =>
  funding?.rail === 'ach' ? funding.direction : funding && 'debit';
