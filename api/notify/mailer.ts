// Email over SMTP. An applicant's address and texts never travel unencrypted. The mailer uses TLS from the start
// (smtps://), or insists on STARTTLS (smtp://), and checks the certificate. Only a server on this machine needs no TLS.
import { createTransport, type NodemailerError } from 'nodemailer';
import type { DeliveryAttempt } from '../../domain/notify/delivery.ts';
import { isLoopback } from './public-address.ts';

export type Email = { id: string; to: string; subject: string; text: string };
export type Mailer = {
  /** Never rejects; an error is a result. */
  send: (email: Email) => Promise<DeliveryAttempt>;
};

/** As long as a webhook may take (post.ts). */
const patienceMs = 15_000;
const connectWithinMs = 3_000;

/** `url` is GANGWAY_SMTP_URL, `from` is GANGWAY_SMTP_FROM. */
export function createMailer({
  url,
  from,
  withinMs = patienceMs,
}: {
  url: string;
  from: string;
  withinMs?: number;
}): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = protocol === 'smtps:';
  const here = host === 'localhost' || isLoopback(host);
  const transport = createTransport({
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !here,
    ignoreTLS: here,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    dnsTimeout: connectWithinMs,
    connectionTimeout: connectWithinMs,
    // No part of a message may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.replace(/^.*@|>$/g, '');

  return {
    async send({ id, to, subject, text }) {
      try {
        const { response } = await transport.sendMail({
          from,
          // An object and not a text, because a text may be a list of addresses.
          to: { name: '', address: to },
          subject,
          text,
          // Equal in every try, so that a mail program can drop a duplicate.
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(withinMs),
        });
        return { result: 'delivered', statusCode: Number.parseInt(response, 10) || undefined };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

/** Keeps only the codes of a refusal, because its text quotes the address. */
function refusalOf(error: unknown): DeliveryAttempt {
  const { code, command, responseCode: statusCode } = error as NodemailerError;
  // The server refuses the recipient or the content. A refused login (535) or sender is for the operator to correct.
  const aboutMessage = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM';
  const permanent = aboutMessage && (statusCode === undefined || statusCode >= 500);
  return { result: permanent ? 'email_refused' : 'smtp_unavailable', statusCode };
}
