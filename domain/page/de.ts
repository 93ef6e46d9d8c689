import type { PageTexts } from './page-texts.ts';

export const de: PageTexts = {
  name: 'Deutsch',
  skip: 'Zum Text springen',
  language: 'Sprache',
  change: 'Sprache wechseln',
  help: (address) => `Fragen? Wenden Sie sich an ${address}`,
  newTab: '(öffnet einen neuen Tab)',
  buttons: {
    verify_identity: 'Identität bestätigen',
    open_link: 'Bank verbinden',
    verify_micro_deposits: 'Code eingeben',
    repair_link: 'Bei Ihrer Bank anmelden',
    pay: 'Von Ihrer Bank zahlen',
    select_accounts: 'Konten auswählen',
    renew_login: 'Verbindung erneuern',
    verify_income: 'Einkommen nachweisen',
  },
  offers: {
    select_accounts: 'Ihre Bank hat weitere Konten, die Sie freigeben können.',
    renew_login: 'Die Verbindung zu Ihrer Bank endet bald oder braucht Sie. Sie können sie jetzt erneuern.',
    verify_income: 'Sie können Ihr Einkommen nachweisen.',
  },
  before: (date) => `Bitte erledigen Sie das vor diesem Zeitpunkt: ${date}.`,
  code: {
    typed: 'Geben Sie auf der nächsten Seite die drei Buchstaben ein, die auf dem Kontoauszug beim Betrag stehen.',
  },
  waits: {
    working: { subject: 'Wir arbeiten daran', text: 'Das dauert meist nur einen Moment. Sie müssen nichts tun.' },
    micro_deposit: {
      subject: 'Ihre Bank schickt einen kleinen Betrag',
      text: 'Ein kleiner Betrag ist zu Ihrem Konto unterwegs. Dabei steht ein Code, nach dem wir Sie fragen werden.',
    },
    later: {
      subject: 'Es dauert etwas länger',
      text: 'Es geht von selbst weiter, sobald es möglich ist. Sie müssen nichts tun.',
    },
    payment_confirmation: {
      subject: 'Ihre Bank bestätigt die Zahlung',
      text: 'Sie haben die Zahlung freigegeben. Wir warten auf Ihre Bank. Bitte zahlen Sie nicht noch einmal.',
    },
    reinitiation: {
      subject: 'Wir versuchen die Zahlung noch einmal',
      text: 'Ihre Bank hat die Zahlung nicht ausgeführt. Wir reichen sie noch einmal ein. Bitte sorgen Sie dafür, dass genug Geld auf dem Konto ist.',
    },
  },
  comeBack: (date) => `Bitte kommen Sie wieder: ${date}.`,
  triedOn: (date) => `Wir reichen sie an diesem Tag ein: ${date}.`,
  arrives: {
    ach: 'Meist kommt das Geld innerhalb von drei Bankarbeitstagen an.',
    'same-day-ach': 'Meist kommt das Geld am selben oder am nächsten Bankarbeitstag an.',
    rtp: 'Meist kommt das Geld in wenigen Minuten an.',
  },
  facts: { amount: 'Betrag', account: 'Konto', reference: 'Referenz' },
  next: {
    funded: 'Sie müssen nichts mehr tun.',
    verified: 'Sie müssen nichts mehr tun.',
    abandoned: 'Wenn Sie noch weitermachen möchten, bitten Sie uns um einen neuen Link.',
    unverified:
      'Wenn Sie weitermachen möchten, bitten Sie uns um einen neuen Link, und verwenden Sie ein anderes Konto.',
    rejected: 'Wenn Sie das für einen Irrtum halten oder ein anderes Konto verwenden möchten, fragen Sie uns.',
    declined: 'Wenn Sie Fragen zu der Entscheidung haben, fragen Sie uns.',
    failed: 'Bitte sehen Sie auf Ihr Konto, und fragen Sie uns, bevor Sie es noch einmal versuchen.',
    returned: 'Bitte sehen Sie auf Ihr Konto, und fragen Sie uns, wie es weitergeht.',
    cancelled: 'Wenn Sie das nicht erwartet haben, fragen Sie uns.',
  },
  backTo: (name) => `Zurück zu ${name}`,
  check: {
    title: 'Sind Sie es?',
    text: 'Diese Seite wurde schon in einem anderen Browser geöffnet. Um zu zeigen, dass Sie es sind, lassen Sie sich einen Code per E-Mail schicken.',
    send: 'Code per E-Mail schicken',
    mail: {
      subject: 'Ihr Code',
      text: (code, minutes) =>
        `Ihr Code ist ${code}. Er gilt ${minutes} Minuten. Wenn Sie ihn nicht angefordert haben, beachten Sie diese E-Mail nicht, und geben Sie den Code niemandem.`,
    },
    sent: (minutes) => `Wir haben Ihnen einen Code aus sechs Ziffern per E-Mail geschickt. Er gilt ${minutes} Minuten.`,
    label: 'Code aus sechs Ziffern',
    submit: 'Weiter',
    again: 'Neuen Code schicken',
    missing: 'Geben Sie die sechs Ziffern aus der E-Mail ein.',
    wrong: (left) =>
      left === 1
        ? 'Der Code ist falsch. Sie haben noch einen Versuch.'
        : `Der Code ist falsch. Sie haben noch ${left} Versuche.`,
    over: 'Dieser Code gilt nicht mehr. Lassen Sie sich einen neuen schicken.',
    tooMany: 'Heute wurden zu viele Codes geschickt. Versuchen Sie es morgen wieder, oder fragen Sie uns.',
    notSent: 'Die E-Mail konnte nicht geschickt werden. Versuchen Sie es in einigen Minuten wieder.',
  },
  unknown: {
    subject: 'Diese Seite gibt es nicht',
    text: 'Der Link ist nicht vollständig oder gilt nicht mehr. Bitte öffnen Sie den neuesten Link, den Sie bekommen haben, oder fragen Sie den Absender.',
  },
  returned: {
    subject: 'Sie sind zurück',
    text: 'Bitte gehen Sie zu der Seite zurück, von der Sie gekommen sind. Diese können Sie schließen.',
  },
  refused: { subject: 'Das hat nicht geklappt', text: 'Bitte versuchen Sie es gleich noch einmal.' },
  error: 'Fehler',
};
