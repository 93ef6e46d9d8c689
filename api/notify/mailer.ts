// Email over SMTP. The address and the words of a person never travel in the clear: TLS from the start (smtps://), or
// STARTTLS, which is insisted on (smtp://), each with a certificate that is checked. Only a server on this machine is
// spoken to without.
import { createTransport, type NodemailerError } from 'nodemailer';
import type { Attempt } from '../../domain/delivery.ts';
import { isLoopback } from './public-address.ts';

export type Email = { id: string; to: string; subject: string; text: string };
export type Mailer = {
  /** Never rejects: what went wrong is the result. */
  send: (email: Email) => Promise<Attempt>;
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
    // Nothing in a message is ever a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.replace(/^.*@|>$/g, '');

  return {
    async send({ id, to, subject, text }) {
      try {
        const { response } = await transport.sendMail({
          from,
          // Not as text, which may hold a list.
          to: { name: '', address: to },
          subject,
          text,
          // The same in every try, so that a mail program can drop a double.
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

/** Of a refusal only the codes are kept: its text quotes the address. */
function refusalOf(error: unknown): Attempt {
  const { code, command, responseCode: statusCode } = error as NodemailerError;
  // Its recipient or its content. A login (535) or a sender that is refused is ours to mend.
  const aboutMessage = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM';
  const permanent = aboutMessage && (statusCode === undefined || statusCode >= 500);
  return { result: permanent ? 'email_refused' : 'smtp_unavailable', statusCode };
}
