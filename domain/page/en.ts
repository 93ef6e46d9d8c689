import type { PageTexts } from './page-texts.ts';

export const en: PageTexts = {
  name: 'English',
  skip: 'Skip to the text',
  language: 'Language',
  change: 'Change language',
  help: (address) => `Questions? Ask ${address}`,
  newTab: '(opens a new tab)',
  buttons: {
    verify_identity: 'Confirm who you are',
    open_link: 'Connect your bank',
    verify_micro_deposits: 'Enter the code',
    repair_link: 'Sign in at your bank',
    pay: 'Pay from your bank',
    select_accounts: 'Choose accounts',
    renew_login: 'Renew the connection',
    verify_income: 'Share your income',
  },
  offers: {
    select_accounts: 'Your bank has further accounts that you can share.',
    renew_login: 'The connection to your bank ends soon, or needs you. You can renew it now.',
    verify_income: 'You can share proof of your income.',
  },
  before: (date) => `Please do so before ${date}.`,
  code: { typed: 'On the next page, type in the three letters that stand beside the deposit on your statement.' },
  waits: {
    working: { subject: 'We are working on it', text: 'This usually takes a moment. There is nothing for you to do.' },
    micro_deposit: {
      subject: 'Your bank is sending a small deposit',
      text: 'A small deposit is on its way to your account. It carries a code, for which we will ask you.',
    },
    later: {
      subject: 'This takes a little longer',
      text: 'We go on by ourselves as soon as we can. There is nothing for you to do.',
    },
    payment_confirmation: {
      subject: 'Your bank is confirming the payment',
      text: 'You have approved the payment. We wait for your bank. Please do not pay again.',
    },
    reinitiation: {
      subject: 'We will try the payment again',
      text: 'Your bank did not carry out the payment. We send it once more. Please make sure that there is enough money in the account.',
    },
  },
  comeBack: (date) => `Please come back on ${date}.`,
  triedOn: (date) => `We will send it on ${date}.`,
  arrives: {
    ach: 'It usually arrives within three banking days.',
    'same-day-ach': 'It usually arrives on the same or the next banking day.',
    rtp: 'It usually arrives within a few minutes.',
  },
  facts: { amount: 'Amount', account: 'Account', reference: 'Reference' },
  next: {
    funded: 'There is nothing more for you to do.',
    verified: 'There is nothing more for you to do.',
    abandoned: 'If you still want to go on, please ask for a new link.',
    unverified: 'If you want to go on, please ask for a new link, and use another account.',
    rejected: 'If you think that this is a mistake, or want to use another account, please ask us.',
    declined: 'If you have questions about the decision, please ask us.',
    failed: 'Please look at your account, and ask us before you try again.',
    returned: 'Please look at your account, and ask us how to go on.',
    cancelled: 'If you did not expect this, please ask us.',
  },
  backTo: (name) => `Back to ${name}`,
  check: {
    title: 'Is it you?',
    text: 'This page has been opened in another browser before. To show that it is you, ask for a code by email.',
    send: 'Send a code by email',
    mail: {
      subject: 'Your code',
      text: (code, minutes) =>
        `Your code is ${code}. It is good for ${minutes} minutes. If you did not ask for it, ignore this email, and give the code to nobody.`,
    },
    sent: (minutes) => `We have sent a code of six digits to your email address. It is good for ${minutes} minutes.`,
    label: 'Code of six digits',
    submit: 'Continue',
    again: 'Send a new code',
    missing: 'Enter the six digits from the email.',
    wrong: (left) =>
      left === 1 ? 'The code is wrong. You have one more try.' : `The code is wrong. You have ${left} more tries.`,
    over: 'This code is no longer good. Ask for a new one.',
    tooMany: 'Too many codes were sent today. Try again tomorrow, or ask us.',
    notSent: 'The email could not be sent. Try again in a few minutes.',
  },
  unknown: {
    subject: 'There is no such page',
    text: 'The link is not complete, or is no longer good. Please open the newest link that you have received, or ask whoever sent it to you.',
  },
  returned: {
    subject: 'You are back',
    text: 'Please go back to the page from which you came. You can close this one.',
  },
  refused: { subject: 'This did not work', text: 'Please try again in a moment.' },
  error: 'Error',
};
