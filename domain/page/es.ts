import type { PageTexts } from './page-texts.ts';

export const es: PageTexts = {
  name: 'Español',
  skip: 'Ir al texto',
  language: 'Idioma',
  change: 'Cambiar de idioma',
  help: (address) => `¿Tiene preguntas? Escriba a ${address}`,
  newTab: '(abre una pestaña nueva)',
  buttons: {
    verify_identity: 'Confirmar su identidad',
    open_link: 'Conectar su banco',
    verify_micro_deposits: 'Introducir el código',
    repair_link: 'Iniciar sesión en su banco',
    pay: 'Pagar desde su banco',
    select_accounts: 'Elegir cuentas',
    renew_login: 'Renovar la conexión',
    verify_income: 'Compartir sus ingresos',
  },
  offers: {
    select_accounts: 'Su banco tiene otras cuentas que puede compartir.',
    renew_login: 'La conexión con su banco termina pronto o necesita que intervenga. Puede renovarla ahora.',
    verify_income: 'Puede compartir un justificante de sus ingresos.',
  },
  before: (date) => `Hágalo antes de esta fecha: ${date}.`,
  code: {
    typed: 'En la página siguiente, introduzca las tres letras que acompañan al depósito en su extracto.',
  },
  waits: {
    working: { subject: 'Estamos en ello', text: 'Suele tardar un momento. No tiene que hacer nada.' },
    micro_deposit: {
      subject: 'Su banco está enviando un pequeño depósito',
      text: 'Un pequeño depósito está en camino a su cuenta. Lleva un código que le pediremos.',
    },
    later: {
      subject: 'Tarda un poco más',
      text: 'Continuaremos en cuanto podamos. No tiene que hacer nada.',
    },
    payment_confirmation: {
      subject: 'Su banco está confirmando el pago',
      text: 'Ha aprobado el pago. Esperamos a su banco. No vuelva a pagar.',
    },
    reinitiation: {
      subject: 'Volveremos a intentar el pago',
      text: 'Su banco no realizó el pago. Lo enviaremos una vez más. Asegúrese de que haya suficiente dinero en la cuenta.',
    },
  },
  comeBack: (date) => `Vuelva en esta fecha: ${date}.`,
  triedOn: (date) => `Lo enviaremos en esta fecha: ${date}.`,
  arrives: {
    ach: 'Suele llegar en un plazo de tres días hábiles bancarios.',
    'same-day-ach': 'Suele llegar el mismo día hábil bancario o el siguiente.',
    rtp: 'Suele llegar en unos minutos.',
  },
  facts: { amount: 'Importe', account: 'Cuenta', reference: 'Referencia' },
  next: {
    funded: 'No tiene que hacer nada más.',
    verified: 'No tiene que hacer nada más.',
    abandoned: 'Si todavía quiere continuar, pida un enlace nuevo.',
    unverified: 'Si quiere continuar, pida un enlace nuevo y use otra cuenta.',
    rejected: 'Si cree que es un error, o quiere usar otra cuenta, pregúntenos.',
    declined: 'Si tiene preguntas sobre la decisión, pregúntenos.',
    failed: 'Revise su cuenta y pregúntenos antes de volver a intentarlo.',
    returned: 'Revise su cuenta y pregúntenos cómo continuar.',
    cancelled: 'Si no lo esperaba, pregúntenos.',
  },
  backTo: (name) => `Volver a ${name}`,
  check: {
    title: '¿Es usted?',
    text: 'Esta página ya se abrió en otro navegador. Para demostrar que es usted, pida un código por correo electrónico.',
    send: 'Enviar un código por correo',
    mail: {
      subject: 'Su código',
      text: (code, minutes) =>
        `Su código es ${code}. Vale durante ${minutes} minutos. Si no lo ha pedido, no haga caso de este correo y no dé el código a nadie.`,
    },
    sent: (minutes) => `Le hemos enviado por correo un código de seis cifras. Vale durante ${minutes} minutos.`,
    label: 'Código de seis cifras',
    submit: 'Continuar',
    again: 'Enviar un código nuevo',
    missing: 'Introduzca las seis cifras del correo.',
    wrong: (left) =>
      left === 1
        ? 'El código no es correcto. Le queda un intento.'
        : `El código no es correcto. Le quedan ${left} intentos.`,
    over: 'Este código ya no vale. Pida uno nuevo.',
    tooMany: 'Hoy se han enviado demasiados códigos. Inténtelo mañana o pregúntenos.',
    notSent: 'No se pudo enviar el correo. Inténtelo de nuevo en unos minutos.',
  },
  unknown: {
    subject: 'Esta página no existe',
    text: 'El enlace no está completo o ya no vale. Abra el enlace más reciente que haya recibido, o pregunte a quien se lo envió.',
  },
  returned: {
    subject: 'Ha vuelto',
    text: 'Regrese a la página de la que venía. Puede cerrar esta.',
  },
  refused: { subject: 'No ha funcionado', text: 'Inténtelo de nuevo en un momento.' },
  error: 'Error',
};
