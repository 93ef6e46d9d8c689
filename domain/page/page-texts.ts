// The texts of the person's page, beside those of messages (../words/texts.ts).
import type { LinkOffer } from '../bank/link.ts';
import type { PersonAction } from '../case/next-action.ts';
import type { Network, Outcome } from '../case/onboarding.ts';
import type { Words } from '../words/texts.ts';

/** The person's waits for which no message has words. */
export type PageWait = 'working' | 'micro_deposit' | 'later' | 'payment_confirmation' | 'reinitiation';

export type PageTexts = {
  /** The language's own name. */
  name: string;
  skip: string;
  language: string;
  change: string;
  help: (address: string) => string;
  /** Stands behind the words of a link that opens a tab. */
  newTab: string;
  buttons: Record<PersonAction | 'pay' | LinkOffer, string>;
  offers: Record<LinkOffer, string>;
  before: (date: string) => string;
  code: { typed: string };
  waits: Record<PageWait, Words>;
  comeBack: (date: string) => string;
  triedOn: (date: string) => string;
  arrives: Record<Network, string>;
  facts: Record<'amount' | 'account' | 'reference', string>;
  /** The person's next step once the case has ended. */
  next: Record<Outcome, string>;
  backTo: (name: string) => string;
  /** A browser that has not opened the page before. */
  check: {
    title: string;
    text: string;
    send: string;
    mail: { subject: string; text: (code: string, minutes: number) => string };
    sent: (minutes: number) => string;
    label: string;
    submit: string;
    again: string;
    missing: string;
    wrong: (left: number) => string;
    over: string;
    tooMany: string;
    notSent: string;
  };
  unknown: Words;
  returned: Words;
  refused: Words;
  error: string;
};
