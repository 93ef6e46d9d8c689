import type { PageTexts } from './page-texts.ts';

export const fr: PageTexts = {
  name: 'Français',
  skip: 'Aller au texte',
  language: 'Langue',
  change: 'Changer de langue',
  help: (address) => `Des questions ? Adressez-vous à ${address}`,
  newTab: '(ouvre un nouvel onglet)',
  buttons: {
    verify_identity: 'Confirmer votre identité',
    open_link: 'Connecter votre banque',
    verify_micro_deposits: 'Saisir le code',
    repair_link: 'Vous connecter à votre banque',
    pay: 'Payer depuis votre banque',
    select_accounts: 'Choisir des comptes',
    renew_login: 'Renouveler la connexion',
    verify_income: 'Partager vos revenus',
  },
  offers: {
    select_accounts: 'Votre banque a d’autres comptes que vous pouvez partager.',
    renew_login:
      'La connexion à votre banque prend bientôt fin ou a besoin de vous. Vous pouvez la renouveler maintenant.',
    verify_income: 'Vous pouvez partager un justificatif de vos revenus.',
  },
  before: (date) => `Merci de le faire avant cette date : ${date}.`,
  code: {
    typed: 'Sur la page suivante, saisissez les trois lettres qui figurent à côté du dépôt sur votre relevé.',
  },
  waits: {
    working: { subject: 'Nous nous en occupons', text: 'Cela prend en général un instant. Vous n’avez rien à faire.' },
    micro_deposit: {
      subject: 'Votre banque envoie un petit dépôt',
      text: 'Un petit dépôt est en route vers votre compte. Il porte un code que nous vous demanderons.',
    },
    later: {
      subject: 'Cela prend un peu plus de temps',
      text: 'Nous continuerons dès que possible. Vous n’avez rien à faire.',
    },
    payment_confirmation: {
      subject: 'Votre banque confirme le paiement',
      text: 'Vous avez approuvé le paiement. Nous attendons votre banque. Merci de ne pas payer une seconde fois.',
    },
    reinitiation: {
      subject: 'Nous allons réessayer le paiement',
      text: 'Votre banque n’a pas exécuté le paiement. Nous l’envoyons une nouvelle fois. Assurez-vous qu’il y a assez d’argent sur le compte.',
    },
  },
  comeBack: (date) => `Merci de revenir à cette date : ${date}.`,
  triedOn: (date) => `Nous l’enverrons à cette date : ${date}.`,
  arrives: {
    ach: 'Il arrive en général dans les trois jours ouvrés bancaires.',
    'same-day-ach': 'Il arrive en général le jour même ou le jour ouvré bancaire suivant.',
    rtp: 'Il arrive en général en quelques minutes.',
  },
  facts: { amount: 'Montant', account: 'Compte', reference: 'Référence' },
  next: {
    funded: 'Vous n’avez plus rien à faire.',
    verified: 'Vous n’avez plus rien à faire.',
    abandoned: 'Si vous voulez encore continuer, demandez un nouveau lien.',
    unverified: 'Si vous voulez continuer, demandez un nouveau lien et utilisez un autre compte.',
    rejected: 'Si vous pensez que c’est une erreur, ou voulez utiliser un autre compte, contactez-nous.',
    declined: 'Si vous avez des questions sur la décision, contactez-nous.',
    failed: 'Vérifiez votre compte et contactez-nous avant de réessayer.',
    returned: 'Vérifiez votre compte et contactez-nous pour savoir comment continuer.',
    cancelled: 'Si vous ne vous y attendiez pas, contactez-nous.',
  },
  backTo: (name) => `Retour à ${name}`,
  check: {
    title: 'Est-ce bien vous ?',
    text: 'Cette page a déjà été ouverte dans un autre navigateur. Pour montrer que c’est vous, demandez un code par e-mail.',
    send: 'Envoyer un code par e-mail',
    mail: {
      subject: 'Votre code',
      text: (code, minutes) =>
        `Votre code est ${code}. Il est valable ${minutes} minutes. Si vous ne l’avez pas demandé, ignorez cet e-mail et ne donnez le code à personne.`,
    },
    sent: (minutes) => `Nous vous avons envoyé par e-mail un code à six chiffres. Il est valable ${minutes} minutes.`,
    label: 'Code à six chiffres',
    submit: 'Continuer',
    again: 'Envoyer un nouveau code',
    missing: 'Saisissez les six chiffres de l’e-mail.',
    wrong: (left) =>
      left === 1 ? 'Le code est faux. Il vous reste un essai.' : `Le code est faux. Il vous reste ${left} essais.`,
    over: 'Ce code n’est plus valable. Demandez-en un nouveau.',
    tooMany: 'Trop de codes ont été envoyés aujourd’hui. Réessayez demain ou contactez-nous.',
    notSent: 'L’e-mail n’a pas pu être envoyé. Réessayez dans quelques minutes.',
  },
  unknown: {
    subject: 'Cette page n’existe pas',
    text: 'Le lien n’est pas complet ou n’est plus valable. Ouvrez le lien le plus récent que vous avez reçu, ou demandez à la personne qui vous l’a envoyé.',
  },
  returned: {
    subject: 'Vous êtes de retour',
    text: 'Retournez à la page d’où vous venez. Vous pouvez fermer celle-ci.',
  },
  refused: { subject: 'Cela n’a pas fonctionné', text: 'Réessayez dans un instant.' },
  error: 'Erreur',
};
