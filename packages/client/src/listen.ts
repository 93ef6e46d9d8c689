// `gangway listen`: prints the tenant's notifications as they come, and may forward them to a local address.
import type { Client } from './client.ts';
import { forward } from './forward.ts';
import { GangwayError } from './gangway-error.ts';
import { newNotifications } from './new-notifications.ts';
import type { Schemas } from './schemas.ts';

type Listening = {
  client: Client;
  to: { url: string; secret: string } | null;
  say: (line: string) => void;
  signal: AbortSignal;
};

/** Throws once the signal is aborted, and where the person has to correct something. */
export async function listen({ client, to, say, signal }: Listening): Promise<void> {
  const sayState = stateSayer(say);
  for await (const news of newNotifications(client, signal)) {
    sayState(news);
    for (const one of news instanceof GangwayError ? [] : news) {
      say(lineOf(one));
      if (to) say(`  POST ${to.url}: ${await forward(to.url, to.secret, one)}`);
    }
  }
}

/** Returns a function that says when the API stops answering, and when it answers again. */
function stateSayer(say: Listening['say']) {
  let before: 'begins' | 'answers' | 'is away' = 'begins';
  return (news: unknown) => {
    const now = news instanceof GangwayError ? 'is away' : 'answers';
    if (before === 'begins') say('Listening for new notifications. Press Ctrl+C to stop.');
    else if (now !== before) say(news instanceof GangwayError ? `${news.message} Trying again.` : 'It answers again.');
    before = now;
  };
}

function lineOf({ id, type, timestamp, data }: Schemas['Notification']): string {
  const about = 'onboarding_id' in data ? data.onboarding_id : data.transfer_id;
  return [timestamp, id, about, type, data.reason ?? data.action].filter(Boolean).join('  ');
}
