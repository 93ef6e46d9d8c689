// Warns before the session of the console ends, and lets the person go on.
const warning = document.getElementById('session');
const over = document.getElementById('session-over');
const warnSeconds = 120;
let timer;

/** The session may go on in another window, so the script asks before it warns. */
function wait(seconds) {
  clearTimeout(timer);
  const ended = seconds <= 0;
  over.hidden = !ended;
  warning.hidden = ended || seconds > warnSeconds;
  if (ended) return;
  const pause = seconds > warnSeconds ? seconds - warnSeconds : seconds;
  timer = setTimeout(look, pause * 1000 + 500);
}

async function ask(address, options) {
  try {
    const response = await fetch(address, options);
    wait(response.ok ? (await response.json()).seconds : 0);
  } catch {
    // Without a connection nothing is known.
    timer = setTimeout(look, 10_000);
  }
}

// It asks for no HTML, so it does not extend the session as a person does.
const look = () => ask('/console/session', {});

warning.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void ask(event.target.action, { method: 'POST', body: new URLSearchParams(new FormData(event.target)) });
});
wait(Number(warning.dataset.seconds));
