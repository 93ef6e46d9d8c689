import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createMailer } from '../../api/notify/mailer.ts';
import { freePort } from '../../dev/ports.ts';
import { type MailServer, startMailServer } from '../support/http/mail-server.ts';
import { trustingTheCertificate } from '../support/http/test-certificate.ts';

const from = 'Platypus <hello@platypus.example>';
const email = { id: 'ntf_1', to: 'ada@example.com', subject: 'Ünder way', text: 'One.\n\nhttps://p.example/?a=1\n' };

describe('the mailer', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await startMailServer();
  });
  afterEach(() => server.stop());

  const mailer = (url = `smtp://127.0.0.1:${server.port}`) => createMailer({ url, from });

  it('sends plain text from and to the given addresses, under a lasting id', async () => {
    assert.deepEqual(await mailer().send(email), { result: 'delivered', statusCode: 250 });
    assert.deepEqual(await mailer().send(email), { result: 'delivered', statusCode: 250 });
    const [first, second] = server.mails;
    assert.deepEqual(first?.to, ['ada@example.com']);
    assert.match(first?.text ?? '', /^From: Platypus <hello@platypus\.example>\r$/m);
    assert.match(first?.text ?? '', /^Message-ID: <ntf_1@platypus\.example>\r$/m);
    assert.match(first?.text ?? '', /^Auto-Submitted: auto-generated\r$/m);
    assert.match(first?.text ?? '', /^Content-Type: text\/plain; charset=utf-8\r$/m);
    assert.match(first?.text ?? '', /One\.\r\n\r\nhttps:\/\/p\.example\/\?a=1/);
    assert.match(second?.text ?? '', /^Message-ID: <ntf_1@platypus\.example>\r$/m);
  });

  it('treats one address as one recipient, whatever it looks like', async () => {
    await mailer().send({ ...email, to: 'ada@example.com, eve@example.com' });
    await mailer().send({ ...email, to: 'ada@example.com\r\nBcc: eve@example.com' });
    assert.ok(!server.mails.some(({ to }) => to.includes('eve@example.com')));
  });

  const refusals: [at: 'MAIL' | 'RCPT' | 'DATA', code: number, result: string][] = [
    ['MAIL', 550, 'smtp_unavailable'],
    ['RCPT', 550, 'email_refused'],
    ['RCPT', 451, 'smtp_unavailable'],
    ['DATA', 554, 'email_refused'],
    ['DATA', 452, 'smtp_unavailable'],
  ];
  for (const [at, code, result] of refusals) {
    it(`${code} to ${at}: ${result}`, async () => {
      server.refuse = { at, code };
      assert.deepEqual(await mailer().send(email), { result, statusCode: code });
      assert.deepEqual(server.mails, []);
    });
  }

  it('signs in with the user and the password of the url; a refusal there is temporary', async () => {
    const login = (password: string) => mailer(`smtp://user%40x:${password}@127.0.0.1:${server.port}`);
    const withLogin = await startMailServer({ allowInsecureAuth: true, authOptional: false });
    const url = (password: string) => `smtp://user%40x:${password}@127.0.0.1:${withLogin.port}`;
    assert.equal((await createMailer({ url: url('right'), from }).send(email)).result, 'delivered');
    assert.equal(withLogin.mails[0]?.user, 'user@x');
    assert.deepEqual(await createMailer({ url: url('wrong'), from }).send(email), {
      result: 'smtp_unavailable',
      statusCode: 535,
    });
    await withLogin.stop();
    // A server that offers no login over a plain connection.
    assert.equal((await login('right').send(email)).result, 'smtp_unavailable');
  });

  it('a server that is away, silent, or no mail server: smtp_unavailable', async () => {
    assert.deepEqual(await mailer(`smtp://127.0.0.1:${await freePort()}`).send(email), {
      result: 'smtp_unavailable',
      statusCode: undefined,
    });
    const behaviours: ((socket: Socket) => void)[] = [
      (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      () => {},
      // Keeps answering, and never finishes.
      (socket) => {
        const dripping = setInterval(() => socket.write('220-wait\r\n'), 20);
        socket.on('close', () => clearInterval(dripping));
      },
    ];
    for (const behave of behaviours) {
      const other = createServer((socket) => behave(socket.on('error', () => {})));
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      const impatient = createMailer({ url: `smtp://127.0.0.1:${port}`, from, withinMs: 300 });
      assert.equal((await impatient.send(email)).result, 'smtp_unavailable');
      other.close();
    }
  });
});

describe('the mailer and TLS', () => {
  const send = async (server: MailServer, url: string) => {
    const { result } = await createMailer({ url: `${url}:${server.port}`, from }).send(email);
    await server.stop();
    return { result, mails: server.mails.length };
  };
  const nothing = { result: 'smtp_unavailable', mails: 0 };

  it('sends nothing unencrypted to a server on another machine that offers no STARTTLS', async () => {
    assert.deepEqual(await send(await startMailServer({ hideSTARTTLS: true }), 'smtp://0.0.0.0'), nothing);
    assert.deepEqual(await send(await startMailServer({ disabledCommands: ['STARTTLS'] }), 'smtp://0.0.0.0'), nothing);
  });

  it('sends nothing to a server whose certificate no authority has signed', async () => {
    assert.deepEqual(await send(await startMailServer(), 'smtp://0.0.0.0'), nothing);
    assert.deepEqual(await send(await startMailServer({ secure: true }), 'smtps://127.0.0.1'), nothing);
  });

  it('sends to a server with a good certificate, over STARTTLS or over TLS from the start', async () => {
    const servers = [await startMailServer(), await startMailServer({ secure: true })];
    const urls = [`smtp://0.0.0.0:${servers[0]?.port}`, `smtps://localhost:${servers[1]?.port}`];
    const printed = await trustingTheCertificate(`
      import { createMailer } from './api/notify/mailer.ts';
      for (const url of ${JSON.stringify(urls)}) {
        const { result } = await createMailer({ url, from: '${from}' }).send(${JSON.stringify(email)});
        console.log(result);
      }`);
    assert.equal(printed, 'delivered\ndelivered\n');
    for (const server of servers) {
      assert.deepEqual(
        server.mails.map(({ secure }) => secure),
        [true],
      );
      await server.stop();
    }
  });
});
