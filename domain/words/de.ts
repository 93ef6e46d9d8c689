import type { Texts } from './texts.ts';

const noMoney = 'Es wurde kein Geld bewegt.';

export const de: Texts = {
  asks: {
    verify_identity: {
      subject: 'Bestätigen Sie, wer Sie sind',
      text: 'Bitte bestätigen Sie, wer Sie sind, damit es weitergehen kann.',
    },
    open_link: {
      subject: 'Verbinden Sie Ihr Bankkonto',
      text: 'Bitte verbinden Sie ein Bankkonto, damit es weitergehen kann.',
    },
    verify_micro_deposits: {
      subject: 'Bestätigen Sie Ihr Bankkonto',
      text: 'Auf Ihrem Konto ist ein kleiner Betrag eingegangen. Bitte geben Sie den Code ein, der dabei steht, damit es weitergehen kann.',
    },
    repair_link: {
      subject: 'Ihre Bank braucht Sie',
      text: 'Ihre Bank bittet Sie, die Verbindung zu Ihrem Konto zu bestätigen. Bitte melden Sie sich dort noch einmal an, damit es weitergehen kann.',
    },
  },
  waits: {
    review: {
      subject: 'Wir prüfen Ihr Konto',
      text: 'Wir prüfen, ob das Bankkonto Ihnen gehört. Sie müssen nichts tun.',
    },
    confirm: {
      subject: 'Wir bereiten Ihre Zahlung vor',
      text: 'Ihre Zahlung ist bereit, und wir prüfen sie noch einmal. Sie müssen nichts tun.',
    },
  },
  reminder: (subject) => `Erinnerung: ${subject}`,
  news: {
    network_changed: {
      subject: 'Ihre Zahlung nimmt einen anderen Weg',
      text: 'Die Zahlung konnte nicht den gewünschten Weg nehmen. Sie nimmt einen anderen und kommt vielleicht später an.',
    },
    account_linked: {
      subject: 'Ihre Bank ist verbunden',
      text: 'Die Verbindung zu Ihrer Bank funktioniert. Wir prüfen jetzt das Konto.',
    },
    account_verified: {
      subject: 'Ihr Bankkonto ist bestätigt',
      text: 'Ihr Bankkonto ist bestätigt. Es geht weiter.',
    },
    delayed: {
      subject: 'Es dauert länger als sonst',
      text: 'Ein Dienst, den wir brauchen, antwortet gerade nicht. Es geht von selbst weiter. Sie müssen nichts tun.',
    },
    verified: {
      subject: 'Ihr Bankkonto ist verbunden',
      text: `Das Bankkonto ist verbunden und bestätigt. ${noMoney}`,
    },
    abandoned: {
      subject: 'Ihr Bankkonto wurde nicht verbunden',
      text: `Das Bankkonto wurde nicht rechtzeitig verbunden, deshalb haben wir aufgehört. ${noMoney}`,
    },
    unverified: {
      subject: 'Ihr Bankkonto ließ sich nicht bestätigen',
      text: `Ihre Bank konnte das Konto nicht bestätigen, deshalb ist es nicht verwendbar. ${noMoney}`,
    },
    rejected: {
      subject: 'Ihr Bankkonto wurde nicht angenommen',
      text: `Wir konnten nicht bestätigen, dass das Bankkonto Ihnen gehört, deshalb ist es nicht verwendbar. ${noMoney}`,
    },
    declined: {
      subject: 'Ihre Zahlung wurde nicht genehmigt',
      text: `Die Zahlung wurde nicht genehmigt. ${noMoney}`,
    },
    failed: {
      subject: 'Ihre Zahlung kam nicht zustande',
      text: `Die Zahlung kam nicht zustande. ${noMoney}`,
    },
    cancelled: {
      subject: 'Ihr Auftrag wurde abgebrochen',
      text: `Der Auftrag, Ihr Bankkonto zu verbinden, wurde abgebrochen. ${noMoney}`,
    },
  },
  money: {
    debit: {
      transferring: {
        subject: 'Ihre Zahlung ist unterwegs',
        text: 'Die Zahlung von Ihrem Bankkonto ist unterwegs.',
      },
      funded: {
        subject: 'Ihre Zahlung ist angekommen',
        text: 'Die Zahlung von Ihrem Bankkonto ist angekommen.',
      },
      returned: {
        subject: 'Ihre Bank hat eine Zahlung zurückgeholt',
        text: 'Ihre Bank hat die Zahlung von Ihrem Konto zurückgeholt.',
      },
    },
    credit: {
      transferring: {
        subject: 'Ihr Geld ist unterwegs',
        text: 'Das Geld für Ihr Bankkonto ist unterwegs.',
      },
      funded: {
        subject: 'Ihr Geld ist angekommen',
        text: 'Das Geld, das wir auf Ihr Bankkonto gesendet haben, ist angekommen.',
      },
      returned: {
        subject: 'Ihre Bank hat unsere Zahlung zurückgeschickt',
        text: 'Ihre Bank hat uns das Geld zurückgeschickt, das wir auf Ihr Konto gesendet haben.',
      },
    },
  },
  ofTransfer: {
    abandoned: {
      subject: 'Ihre Zahlung wurde nicht ausgeführt',
      text: `Die Verbindung zu Ihrer Bank wurde nicht rechtzeitig bestätigt, deshalb haben wir aufgehört. ${noMoney}`,
    },
    rejected: {
      subject: 'Ihre Zahlung wurde nicht ausgeführt',
      text: `Wir konnten nicht bestätigen, dass das Bankkonto noch Ihnen gehört. ${noMoney}`,
    },
    cancelled: {
      subject: 'Ihre Zahlung wurde abgebrochen',
      text: `Die Zahlung wurde abgebrochen. ${noMoney}`,
    },
  },
  ofPayment: {
    asks: {
      open_link: {
        subject: 'Geben Sie Ihre Zahlung frei',
        text: 'Bitte geben Sie die Zahlung bei Ihrer Bank frei, damit es weitergehen kann.',
      },
    },
    funded: {
      subject: 'Ihre Bank hat Ihre Zahlung angenommen',
      text: 'Ihre Bank hat die Zahlung angenommen und leitet sie weiter.',
    },
    abandoned: {
      subject: 'Ihre Zahlung wurde nicht ausgeführt',
      text: `Die Zahlung wurde bei Ihrer Bank nicht freigegeben, deshalb haben wir aufgehört. ${noMoney}`,
    },
    unverified: {
      subject: 'Ihre Zahlung ist nicht bestätigt',
      text: 'Ihre Bank hat die Zahlung nicht bestätigt, sie kann aber trotzdem ausgeführt worden sein. Bitte sehen Sie auf Ihr Konto, bevor Sie noch einmal zahlen.',
    },
    cancelled: {
      subject: 'Ihre Zahlung wurde abgebrochen',
      text: 'Die Bitte um Zahlung wurde zurückgezogen. Bitte geben Sie die Zahlung bei Ihrer Bank nicht mehr frei.',
    },
  },
  explains: {
    duplicate_account: 'Dieses Konto wird schon verwendet.',
    no_usable_account: 'Für Zahlungen braucht es ein Giro- oder Sparkonto, und keines wurde freigegeben.',
    verification_failed: 'Der eingegebene Code war dreimal falsch.',
    verification_expired: 'Das Konto ließ sich nicht rechtzeitig bestätigen.',
    database_insights_fail: 'Das Konto ist nicht bekannt oder wurde geschlossen.',
    database_insights_pass_with_caution: 'Über das Konto ist zu wenig bekannt.',
    micro_deposits_failed: 'Eine kleine Überweisung auf das Konto schlug fehl.',
    micro_deposits_cancelled: 'Eine kleine Überweisung auf das Konto wurde abgebrochen.',
    payment_failed: 'Die Zahlung schlug bei der Bank fehl.',
    payment_blocked: 'Die Zahlung wurde bei einer Prüfung angehalten.',
  },
  bankSentBack: 'Die Bank hat das Geld zurückgeschickt.',
  depositCameBack: 'Eine kleine Überweisung auf das Konto kam zurück.',
  returns: {
    R01: 'Auf dem Konto war nicht genug Geld.',
    R02: 'Das Konto wurde geschlossen.',
    R03: 'Die Bank findet dieses Konto nicht, oder nicht unter diesem Namen.',
    R04: 'Die Kontonummer kann nicht stimmen.',
    R05: 'Von einem privaten Konto wurde abgebucht, als gehörte es einem Unternehmen.',
    R07: 'Der Kontoinhaber hat seine Erlaubnis zurückgenommen.',
    R08: 'Der Kontoinhaber hat diese Zahlung bei seiner Bank gestoppt.',
    R09: 'Das Geld auf dem Konto war noch nicht verfügbar.',
    R10: 'Der Kontoinhaber sagt, dass er diese Abbuchung nicht erlaubt hat.',
    R11: 'Der Kontoinhaber sagt, dass diese Abbuchung nicht die ist, die er erlaubt hat.',
    R12: 'Das Konto ist zu einer anderen Bank umgezogen.',
    R13: 'Die Bankleitzahl führt zu keiner Bank, die solche Zahlungen annimmt.',
    R20: 'Konten dieser Art nehmen solche Zahlungen nicht an.',
    R23: 'Der Kontoinhaber hat das Geld abgelehnt.',
    R28: 'Die Bankleitzahl kann nicht stimmen.',
    R29: 'Das Unternehmen, dem das Konto gehört, sagt, dass es diese Abbuchung nicht erlaubt hat.',
    R51: 'Ein Scheck hätte so nicht noch einmal vorgelegt werden dürfen.',
  },
};
