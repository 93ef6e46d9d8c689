import type { Texts } from './texts.ts';

const noMoney = 'No money has been moved.';

export const en: Texts = {
  asks: {
    verify_identity: {
      subject: 'Confirm who you are',
      text: 'Please confirm who you are, so that we can go on.',
    },
    open_link: {
      subject: 'Connect your bank account',
      text: 'Please connect a bank account, so that we can go on.',
    },
    verify_micro_deposits: {
      subject: 'Confirm your bank account',
      text: 'A small deposit has arrived in your account. Please enter the code beside it, so that we can go on.',
    },
    repair_link: {
      subject: 'Your bank needs you',
      text: 'Your bank asks you to confirm the connection to your account. Please sign in there again, so that we can go on.',
    },
  },
  waits: {
    review: {
      subject: 'We are checking your account',
      text: 'We are checking that the bank account is yours. There is nothing for you to do.',
    },
    confirm: {
      subject: 'We are preparing your payment',
      text: 'Your payment is ready, and we check it once more. There is nothing for you to do.',
    },
  },
  reminder: (subject) => `Reminder: ${subject}`,
  news: {
    network_changed: {
      subject: 'Your payment takes another way',
      text: 'The payment could not go the way that was asked for. It goes another way and may arrive later.',
    },
    account_linked: {
      subject: 'Your bank is connected',
      text: 'The connection to your bank works. We are checking the account now.',
    },
    account_verified: {
      subject: 'Your bank account is confirmed',
      text: 'Your bank account is confirmed. We go on.',
    },
    delayed: {
      subject: 'This takes longer than usual',
      text: 'A service that we need does not answer at the moment. We go on by ourselves. There is nothing for you to do.',
    },
    verified: {
      subject: 'Your bank account is connected',
      text: `The bank account is connected and confirmed. ${noMoney}`,
    },
    abandoned: {
      subject: 'Your bank account was not connected',
      text: `The bank account was not connected in time, so we have stopped. ${noMoney}`,
    },
    unverified: {
      subject: 'Your bank account could not be confirmed',
      text: `Your bank could not confirm the account, so it cannot be used. ${noMoney}`,
    },
    rejected: {
      subject: 'Your bank account could not be accepted',
      text: `We could not confirm that the bank account is yours, so it cannot be used. ${noMoney}`,
    },
    declined: {
      subject: 'Your payment was not approved',
      text: `The payment was not approved. ${noMoney}`,
    },
    failed: {
      subject: 'Your payment did not go through',
      text: `The payment did not go through. ${noMoney}`,
    },
    cancelled: {
      subject: 'Your request was cancelled',
      text: `The request to connect your bank account was cancelled. ${noMoney}`,
    },
  },
  money: {
    debit: {
      transferring: {
        subject: 'Your payment is on its way',
        text: 'The payment from your bank account is on its way.',
      },
      funded: {
        subject: 'Your payment has arrived',
        text: 'The payment from your bank account has arrived.',
      },
      returned: {
        subject: 'Your bank has taken a payment back',
        text: 'Your bank has taken the payment from your account back.',
      },
    },
    credit: {
      transferring: {
        subject: 'Your money is on its way',
        text: 'The money to your bank account is on its way.',
      },
      funded: {
        subject: 'Your money has arrived',
        text: 'The money that we sent to your bank account has arrived.',
      },
      returned: {
        subject: 'Your bank has sent our payment back',
        text: 'The money that we sent to your bank account was sent back to us by your bank.',
      },
    },
  },
  ofTransfer: {
    abandoned: {
      subject: 'Your payment was not made',
      text: `The connection to your bank was not confirmed in time, so we have stopped. ${noMoney}`,
    },
    rejected: {
      subject: 'Your payment was not made',
      text: `We could not confirm that the bank account is still yours. ${noMoney}`,
    },
    cancelled: {
      subject: 'Your payment was cancelled',
      text: `The payment was cancelled. ${noMoney}`,
    },
  },
  ofPayment: {
    asks: {
      open_link: {
        subject: 'Approve your payment',
        text: 'Please approve the payment at your bank, so that we can go on.',
      },
    },
    funded: {
      subject: 'Your bank has taken your payment',
      text: 'Your bank has taken the payment and sends it on.',
    },
    abandoned: {
      subject: 'Your payment was not made',
      text: `The payment was not approved at your bank, so we have stopped. ${noMoney}`,
    },
    unverified: {
      subject: 'Your payment is not confirmed',
      text: 'Your bank has not confirmed the payment, which may have been made all the same. Please look at your account before you pay again.',
    },
    cancelled: {
      subject: 'Your payment was cancelled',
      text: 'The request to pay was cancelled. Please do not approve the payment at your bank any more.',
    },
  },
  explains: {
    duplicate_account: 'This account is in use already.',
    no_usable_account: 'Payments need a checking or savings account, and none was shared.',
    verification_failed: 'The code that was typed in was wrong three times.',
    verification_expired: 'The account could not be confirmed in time.',
    database_insights_fail: 'The account is not known, or is closed.',
    database_insights_pass_with_caution: 'Not enough is known about the account.',
    micro_deposits_failed: 'A small deposit to the account failed.',
    micro_deposits_cancelled: 'A small deposit to the account was cancelled.',
    payment_failed: 'The payment failed at the bank.',
    payment_blocked: 'The payment was stopped by a check.',
  },
  bankSentBack: 'The bank sent the money back.',
  depositCameBack: 'A small deposit to the account came back.',
};
