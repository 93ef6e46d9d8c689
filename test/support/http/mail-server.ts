// A real SMTP server in this process, which accepts or refuses emails as the test says.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { testCertificate } from './test-certificate.ts';

export type MailServer = {
  port: number;
  mails: { to: string[]; text: string; secure: boolean; user: string | null }[];
  /** If set, the server refuses this command with this code. */
  refuse: { at: 'MAIL' | 'RCPT' | 'DATA'; code: number } | null;
  stop: () => Promise<void>;
};

export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const refusal = (at: 'MAIL' | 'RCPT' | 'DATA') =>
    mail.refuse?.at === at
      ? Object.assign(new Error('<canary@example.com> no'), { responseCode: mail.refuse.code })
      : null;
  const server = new SMTPServer({
    ...testCertificate,
    authOptional: true,
    logger: false,
    onAuth: ({ username = '', password = '' }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('wrong password')),
    onMailFrom: (_address, _session, done) => done(refusal('MAIL')),
    onRcptTo: (_address, _session, done) => done(refusal('RCPT')),
    onData: (stream, { envelope, secure, user }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal('DATA');
        if (!refused) {
          const to = envelope.rcptTo.map(({ address }) => address);
          mail.mails.push({ to, text: Buffer.concat(chunks).toString(), secure, user: user ? String(user) : null });
        }
        done(refused);
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const mail: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    mails: [],
    refuse: null,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return mail;
}
