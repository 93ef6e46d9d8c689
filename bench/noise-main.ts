// The noisy tenant: so many connections, each of which lists cases again as soon as it has its answer. Argument: port
// and connections. It tells the bench when it runs, and the answers by status when the bench ends it.
import { Agent, request } from 'node:http';

const [port = '', connections = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const headers = { Authorization: `Bearer ${process.env.BENCH_KEY}` };
const answers: Record<string, number> = {};
let ended = false;

function list(): Promise<void> {
  return new Promise((resolve) => {
    const count = (status: string) => {
      answers[status] = (answers[status] ?? 0) + 1;
      resolve();
    };
    const options = { host: '127.0.0.1', port, path: '/v1/onboardings?limit=100', agent, headers };
    const sent = request(options, (answer) => {
      answer.resume().once('end', () => count(`${answer.statusCode}`));
    });
    sent.once('error', ({ code }: NodeJS.ErrnoException) => count(code ?? 'error'));
    sent.end();
  });
}

async function client(): Promise<void> {
  while (!ended) await list();
}

for (let at = 0; at < Number(connections); at++) void client();
process.once('message', () => {
  ended = true;
  process.send?.(answers, () => process.exit());
});
process.once('disconnect', () => process.exit());
process.send?.('running');
