import type { Texts } from './texts.ts';

const noMoney = 'Aucune somme n’a été transférée.';

export const fr: Texts = {
  asks: {
    verify_identity: {
      subject: 'Confirmez votre identité',
      text: 'Veuillez confirmer votre identité pour que nous puissions continuer.',
    },
    open_link: {
      subject: 'Connectez votre compte bancaire',
      text: 'Veuillez connecter un compte bancaire pour que nous puissions continuer.',
    },
    verify_micro_deposits: {
      subject: 'Confirmez votre compte bancaire',
      text: 'Un petit dépôt est arrivé sur votre compte. Veuillez saisir le code qui l’accompagne pour que nous puissions continuer.',
    },
    repair_link: {
      subject: 'Votre banque a besoin de vous',
      text: 'Votre banque vous demande de confirmer la connexion à votre compte. Veuillez vous y connecter de nouveau pour que nous puissions continuer.',
    },
  },
  waits: {
    review: {
      subject: 'Nous vérifions votre compte',
      text: 'Nous vérifions que le compte bancaire est bien le vôtre. Vous n’avez rien à faire.',
    },
    confirm: {
      subject: 'Nous préparons votre paiement',
      text: 'Votre paiement est prêt et nous le vérifions une dernière fois. Vous n’avez rien à faire.',
    },
  },
  reminder: (subject) => `Rappel : ${subject}`,
  news: {
    network_changed: {
      subject: 'Votre paiement prend une autre voie',
      text: 'Le paiement n’a pas pu prendre la voie demandée. Il en prend une autre et peut arriver plus tard.',
    },
    account_linked: {
      subject: 'Votre banque est connectée',
      text: 'La connexion à votre banque fonctionne. Nous vérifions maintenant le compte.',
    },
    account_verified: {
      subject: 'Votre compte bancaire est confirmé',
      text: 'Votre compte bancaire est confirmé. Nous continuons.',
    },
    delayed: {
      subject: 'Cela prend plus de temps que d’habitude',
      text: 'Un service dont nous avons besoin ne répond pas pour le moment. Nous continuerons dès qu’il répondra. Vous n’avez rien à faire.',
    },
    verified: {
      subject: 'Votre compte bancaire est connecté',
      text: `Le compte bancaire est connecté et confirmé. ${noMoney}`,
    },
    abandoned: {
      subject: 'Votre compte bancaire n’a pas été connecté',
      text: `Le compte bancaire n’a pas été connecté à temps, nous avons donc arrêté. ${noMoney}`,
    },
    unverified: {
      subject: 'Votre compte bancaire n’a pas pu être confirmé',
      text: `Votre banque n’a pas pu confirmer le compte, il ne peut donc pas être utilisé. ${noMoney}`,
    },
    rejected: {
      subject: 'Votre compte bancaire n’a pas pu être accepté',
      text: `Nous n’avons pas pu confirmer que le compte bancaire est le vôtre, il ne peut donc pas être utilisé. ${noMoney}`,
    },
    declined: {
      subject: 'Votre paiement n’a pas été approuvé',
      text: `Le paiement n’a pas été approuvé. ${noMoney}`,
    },
    failed: {
      subject: 'Votre paiement n’a pas abouti',
      text: `Le paiement n’a pas abouti. ${noMoney}`,
    },
    cancelled: {
      subject: 'Votre demande a été annulée',
      text: `La demande de connexion de votre compte bancaire a été annulée. ${noMoney}`,
    },
  },
  money: {
    debit: {
      transferring: {
        subject: 'Votre paiement est en route',
        text: 'Le paiement depuis votre compte bancaire est en route.',
      },
      funded: {
        subject: 'Votre paiement est arrivé',
        text: 'Le paiement depuis votre compte bancaire est arrivé.',
      },
      returned: {
        subject: 'Votre banque a repris un paiement',
        text: 'Votre banque a repris le paiement fait depuis votre compte.',
      },
    },
    credit: {
      transferring: {
        subject: 'Votre argent est en route',
        text: 'L’argent destiné à votre compte bancaire est en route.',
      },
      funded: {
        subject: 'Votre argent est arrivé',
        text: 'L’argent que nous avons envoyé sur votre compte bancaire est arrivé.',
      },
      returned: {
        subject: 'Votre banque a renvoyé notre paiement',
        text: 'Votre banque nous a renvoyé l’argent que nous avions envoyé sur votre compte.',
      },
    },
  },
  ofTransfer: {
    abandoned: {
      subject: 'Votre paiement n’a pas été effectué',
      text: `La connexion à votre banque n’a pas été confirmée à temps, nous avons donc arrêté. ${noMoney}`,
    },
    rejected: {
      subject: 'Votre paiement n’a pas été effectué',
      text: `Nous n’avons pas pu confirmer que le compte bancaire est toujours le vôtre. ${noMoney}`,
    },
    cancelled: {
      subject: 'Votre paiement a été annulé',
      text: `Le paiement a été annulé. ${noMoney}`,
    },
  },
  ofPayment: {
    asks: {
      open_link: {
        subject: 'Approuvez votre paiement',
        text: 'Veuillez approuver le paiement auprès de votre banque pour que nous puissions continuer.',
      },
    },
    funded: {
      subject: 'Votre banque a accepté votre paiement',
      text: 'Votre banque a accepté le paiement et le transmet.',
    },
    abandoned: {
      subject: 'Votre paiement n’a pas été effectué',
      text: `Le paiement n’a pas été approuvé auprès de votre banque, nous avons donc arrêté. ${noMoney}`,
    },
    unverified: {
      subject: 'Votre paiement n’est pas confirmé',
      text: 'Votre banque n’a pas confirmé le paiement, qui a pu être effectué malgré tout. Veuillez regarder votre compte avant de payer de nouveau.',
    },
    cancelled: {
      subject: 'Votre paiement a été annulé',
      text: 'La demande de paiement a été annulée. Veuillez ne plus approuver le paiement auprès de votre banque.',
    },
  },
  explains: {
    duplicate_account: 'Ce compte est déjà utilisé.',
    no_usable_account: 'Les paiements demandent un compte courant ou d’épargne, et aucun n’a été partagé.',
    verification_failed: 'Le code saisi était faux trois fois.',
    verification_expired: 'Le compte n’a pas pu être confirmé à temps.',
    database_insights_fail: 'Le compte n’est pas connu ou est fermé.',
    database_insights_pass_with_caution: 'Le compte n’est pas assez connu.',
    micro_deposits_failed: 'Un petit dépôt sur le compte a échoué.',
    micro_deposits_cancelled: 'Un petit dépôt sur le compte a été annulé.',
    payment_failed: 'Le paiement a échoué auprès de la banque.',
    payment_blocked: 'Le paiement a été arrêté par un contrôle.',
  },
  bankSentBack: 'La banque a renvoyé l’argent.',
  depositCameBack: 'Un petit dépôt sur le compte a été renvoyé.',
  returns: {
    R01: 'Il n’y avait pas assez d’argent sur le compte.',
    R02: 'Le compte a été fermé.',
    R03: 'La banque ne trouve pas ce compte, ou pas à ce nom.',
    R04: 'Le numéro de compte ne peut pas être juste.',
    R05: 'Un compte privé a été débité comme celui d’une entreprise.',
    R07: 'Le titulaire du compte a retiré son autorisation.',
    R08: 'Le titulaire du compte a bloqué ce paiement auprès de sa banque.',
    R09: 'L’argent du compte n’était pas encore disponible.',
    R10: 'Le titulaire du compte dit qu’il n’a pas autorisé ce prélèvement.',
    R11: 'Le titulaire du compte dit que ce prélèvement n’est pas celui qu’il a autorisé.',
    R12: 'Le compte a été transféré dans une autre banque.',
    R13: 'Le numéro d’acheminement ne mène à aucune banque qui accepte ces paiements.',
    R20: 'Ce type de compte n’accepte pas ces paiements.',
    R23: 'Le titulaire du compte a refusé l’argent.',
    R28: 'Le numéro d’acheminement ne peut pas être juste.',
    R29: 'L’entreprise titulaire du compte dit qu’elle n’a pas autorisé ce prélèvement.',
    R51: 'Un chèque n’aurait pas dû être présenté de nouveau de cette façon.',
  },
};
