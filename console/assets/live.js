// Keeps a page up to date. Without this script every page still works: a person loads it again.
const main = document.querySelector('main');

/** Fetches the page again, and puts its new main part in place of the old one, unless a person is typing there. */
async function refresh() {
  const typing = main.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');
  if (typing) return;
  const response = await fetch(location.href, { headers: { 'X-Refresh': '1' } });
  if (response.redirected || !response.ok) return location.reload();
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  const before = main.textContent;
  main.replaceChildren(...next.querySelector('main').childNodes);
  main.dataset.live = next.querySelector('main').dataset.live ?? '';
  document.title = next.title;
  localise();
  if (main.textContent !== before) document.getElementById('news').textContent = main.querySelector('h1').textContent;
}

if (main.dataset.live) {
  const events = new EventSource(main.dataset.live);
  // Several events may come at once, and one look at the page shows them all.
  let waiting = false;
  events.addEventListener('changed', () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      void refresh();
    }, 200);
  });
}

/** Shows the times of the page in the time zone of its reader. */
function localise() {
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  for (const time of main.querySelectorAll('time[data-local]')) {
    time.title = time.dateTime;
    time.textContent = words.format(new Date(time.dateTime));
  }
}
localise();

// The second click of a double click sends nothing. A page to which the browser goes back may be sent again.
const sent = new Set();
document.addEventListener('submit', (event) => {
  if (event.target.method !== 'post') return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
});
addEventListener('pagehide', () => sent.clear());

// An error takes the focus, so that a screen reader begins there.
document.querySelector('.errors')?.focus();
