import type { Texts } from './texts.ts';

const noMoney = 'No se ha movido dinero.';

export const es: Texts = {
  asks: {
    verify_identity: {
      subject: 'Confirme su identidad',
      text: 'Confirme su identidad para que podamos continuar.',
    },
    open_link: {
      subject: 'Conecte su cuenta bancaria',
      text: 'Conecte una cuenta bancaria para que podamos continuar.',
    },
    verify_micro_deposits: {
      subject: 'Confirme su cuenta bancaria',
      text: 'Ha llegado un pequeño depósito a su cuenta. Introduzca el código que lo acompaña para que podamos continuar.',
    },
    repair_link: {
      subject: 'Su banco necesita que intervenga',
      text: 'Su banco le pide que confirme la conexión con su cuenta. Vuelva a iniciar sesión en él para que podamos continuar.',
    },
  },
  waits: {
    review: {
      subject: 'Estamos revisando su cuenta',
      text: 'Estamos comprobando que la cuenta bancaria es suya. No tiene que hacer nada.',
    },
    confirm: {
      subject: 'Estamos preparando su pago',
      text: 'Su pago está listo y lo revisamos una vez más. No tiene que hacer nada.',
    },
  },
  reminder: (subject) => `Recordatorio: ${subject}`,
  news: {
    network_changed: {
      subject: 'Su pago va por otra vía',
      text: 'El pago no pudo ir por la vía solicitada. Va por otra y puede llegar más tarde.',
    },
    account_linked: {
      subject: 'Su banco está conectado',
      text: 'La conexión con su banco funciona. Ahora estamos revisando la cuenta.',
    },
    account_verified: {
      subject: 'Su cuenta bancaria está confirmada',
      text: 'Su cuenta bancaria está confirmada. Continuamos.',
    },
    delayed: {
      subject: 'Tarda más de lo habitual',
      text: 'Un servicio que necesitamos no responde en este momento. Continuaremos en cuanto responda. No tiene que hacer nada.',
    },
    verified: {
      subject: 'Su cuenta bancaria está conectada',
      text: `La cuenta bancaria está conectada y confirmada. ${noMoney}`,
    },
    abandoned: {
      subject: 'Su cuenta bancaria no se ha conectado',
      text: `La cuenta bancaria no se conectó a tiempo, así que hemos terminado. ${noMoney}`,
    },
    unverified: {
      subject: 'No se pudo confirmar su cuenta bancaria',
      text: `Su banco no pudo confirmar la cuenta, así que no se puede usar. ${noMoney}`,
    },
    rejected: {
      subject: 'No se pudo aceptar su cuenta bancaria',
      text: `No pudimos confirmar que la cuenta bancaria sea suya, así que no se puede usar. ${noMoney}`,
    },
    declined: {
      subject: 'Su pago no se ha aprobado',
      text: `El pago no se ha aprobado. ${noMoney}`,
    },
    failed: {
      subject: 'Su pago no se ha realizado',
      text: `El pago no se ha realizado. ${noMoney}`,
    },
    cancelled: {
      subject: 'Su solicitud se ha cancelado',
      text: `La solicitud de conectar su cuenta bancaria se ha cancelado. ${noMoney}`,
    },
  },
  money: {
    debit: {
      transferring: {
        subject: 'Su pago está en camino',
        text: 'El pago desde su cuenta bancaria está en camino.',
      },
      funded: {
        subject: 'Su pago ha llegado',
        text: 'El pago desde su cuenta bancaria ha llegado.',
      },
      returned: {
        subject: 'Su banco ha devuelto un pago',
        text: 'Su banco ha devuelto el pago que salió de su cuenta.',
      },
    },
    credit: {
      transferring: {
        subject: 'Su dinero está en camino',
        text: 'El dinero para su cuenta bancaria está en camino.',
      },
      funded: {
        subject: 'Su dinero ha llegado',
        text: 'El dinero que enviamos a su cuenta bancaria ha llegado.',
      },
      returned: {
        subject: 'Su banco ha devuelto nuestro pago',
        text: 'Su banco nos ha devuelto el dinero que enviamos a su cuenta.',
      },
    },
  },
  ofTransfer: {
    abandoned: {
      subject: 'Su pago no se ha realizado',
      text: `La conexión con su banco no se confirmó a tiempo, así que hemos terminado. ${noMoney}`,
    },
    rejected: {
      subject: 'Su pago no se ha realizado',
      text: `No pudimos confirmar que la cuenta bancaria siga siendo suya. ${noMoney}`,
    },
    cancelled: {
      subject: 'Su pago se ha cancelado',
      text: `El pago se ha cancelado. ${noMoney}`,
    },
  },
  ofPayment: {
    asks: {
      open_link: {
        subject: 'Apruebe su pago',
        text: 'Apruebe el pago en su banco para que podamos continuar.',
      },
    },
    funded: {
      subject: 'Su banco ha aceptado su pago',
      text: 'Su banco ha aceptado el pago y lo está enviando.',
    },
    abandoned: {
      subject: 'Su pago no se ha realizado',
      text: `El pago no se aprobó en su banco, así que hemos terminado. ${noMoney}`,
    },
    unverified: {
      subject: 'Su pago no está confirmado',
      text: 'Su banco no ha confirmado el pago, que aun así puede haberse realizado. Revise su cuenta antes de volver a pagar.',
    },
    cancelled: {
      subject: 'Su pago se ha cancelado',
      text: 'La solicitud de pago se ha cancelado. No apruebe ya el pago en su banco.',
    },
  },
  explains: {
    duplicate_account: 'Esta cuenta ya está en uso.',
    no_usable_account: 'Los pagos necesitan una cuenta corriente o de ahorro, y no se compartió ninguna.',
    verification_failed: 'El código introducido fue incorrecto tres veces.',
    verification_expired: 'La cuenta no se pudo confirmar a tiempo.',
    database_insights_fail: 'La cuenta no se conoce o está cerrada.',
    database_insights_pass_with_caution: 'No se sabe lo suficiente sobre la cuenta.',
    micro_deposits_failed: 'Falló un pequeño depósito en la cuenta.',
    micro_deposits_cancelled: 'Se canceló un pequeño depósito en la cuenta.',
    payment_failed: 'El pago falló en el banco.',
    payment_blocked: 'Un control detuvo el pago.',
  },
  bankSentBack: 'El banco devolvió el dinero.',
  depositCameBack: 'Un pequeño depósito en la cuenta fue devuelto.',
  returns: {
    R01: 'No había suficiente dinero en la cuenta.',
    R02: 'La cuenta se ha cerrado.',
    R03: 'El banco no encuentra esa cuenta, o no a este nombre.',
    R04: 'El número de cuenta no puede ser correcto.',
    R05: 'Se hizo un cargo en una cuenta particular como si fuera de una empresa.',
    R07: 'El titular de la cuenta ha retirado su permiso.',
    R08: 'El titular de la cuenta detuvo este pago en su banco.',
    R09: 'El dinero de la cuenta todavía no estaba disponible.',
    R10: 'El titular de la cuenta dice que no permitió este cargo.',
    R11: 'El titular de la cuenta dice que este cargo no es el que permitió.',
    R12: 'La cuenta se ha trasladado a otro banco.',
    R13: 'El número de ruta no corresponde a ningún banco que acepte estos pagos.',
    R20: 'Este tipo de cuenta no acepta estos pagos.',
    R23: 'El titular de la cuenta rechazó el dinero.',
    R28: 'El número de ruta no puede ser correcto.',
    R29: 'La empresa titular de la cuenta dice que no permitió este cargo.',
    R51: 'Un cheque no debería haberse presentado de nuevo de esta forma.',
  },
};
