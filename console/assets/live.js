// Keeps a page up to date. Without this script every page still works: a person loads it again.
const main = document.querySelector('main');

let again;

/** A person may be at work in a form, and the API may be away for a moment. Then the script tries again. */
async function refresh() {
  clearTimeout(again);
  try {
    if (!isAtWork()) return await replaceMain();
  } catch {}
  again = setTimeout(refresh, 5000);
}

/** True while a person is in a field, or has changed one: a new main part would take that back. */
function isAtWork() {
  const inField = main.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');
  return inField || [...main.querySelectorAll('input, textarea, select')].some(isChanged);
}

function isChanged(field) {
  if (field.options) {
    const before = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(before, 0);
  }
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

/** Fetches the page again, and puts its new main part in place of the old one. */
async function replaceMain() {
  const response = await fetch(location.href, { headers: { 'X-Refresh': window === window.top ? 'page' : 'frame' } });
  if (response.status === 429 || response.status >= 500) throw new Error(`${response.status}`);
  // Not `reload`, which would send the form again whose answer this page may be.
  if (response.redirected || !response.ok) return location.replace(location.pathname + location.search);
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  // In another language the rest of the page is older than its main part.
  if (next.documentElement.lang !== document.documentElement.lang) return location.replace(location.pathname);
  const before = main.textContent;
  const kept = placeOf(main);
  main.replaceChildren(...next.querySelector('main').childNodes);
  putBack(main, kept);
  main.dataset.live = next.querySelector('main').dataset.live ?? '';
  document.title = next.title;
  localise();
  // A board that loads itself again is no news.
  if (main.textContent !== before && !main.dataset.every)
    document.getElementById('news').textContent = main.querySelector('h1').textContent;
}

/** The parts that a person has opened, and the link, button or summary on which they stand. */
const placeOf = (part) => ({
  open: [...part.querySelectorAll('details[open][id]')].map(({ id }) => id),
  focused: part.contains(document.activeElement) ? document.activeElement : null,
});

function putBack(part, { open, focused }) {
  for (const id of open) part.querySelector(`details#${id}`)?.setAttribute('open', '');
  if (!focused) return;
  const mark = markOf(focused);
  [...part.querySelectorAll(focused.tagName)].find((one) => markOf(one) === mark)?.focus({ preventScroll: true });
}

/** What stays the same of it in a newer page. */
const markOf = (one) =>
  one.getAttribute('href') ?? `${one.form?.getAttribute('action') ?? one.parentElement.id} ${one.textContent}`;

// A board shows what goes on, which no single event says. A hidden page is not loaded, and is once it is looked at.
if (main.dataset.every) {
  const everyMs = Number(main.dataset.every) * 1000;
  let loadedAt = Date.now();
  const refreshOld = () => {
    if (document.hidden || Date.now() - loadedAt < everyMs) return;
    loadedAt = Date.now();
    void refresh();
  };
  setInterval(refreshOld, everyMs / 4);
  document.addEventListener('visibilitychange', refreshOld);
}

/** Follows the events of the page. A browser gives up after an answer such as 502, so the script begins again then. */
function follow() {
  if (!main.dataset.live) return;
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
  events.addEventListener('error', () => {
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(() => void refresh().then(follow), 10_000);
  });
}
follow();

/** Shows the times of the page in the time zone of its reader. */
function localise() {
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  for (const time of main.querySelectorAll('time[data-local]')) {
    time.title = time.dateTime;
    time.textContent = words.format(new Date(time.dateTime));
  }
}
localise();

// The second click of a double click sends nothing. A person who has stopped the browser may send the form again, and so
// may one who goes back to the page.
const sent = new Set();
document.addEventListener('submit', (event) => {
  if (event.target.method !== 'post') return;
  if (sent.has(event.target)) return event.preventDefault();
  sent.add(event.target);
  setTimeout(() => sent.delete(event.target), 3000);
});
addEventListener('pagehide', () => sent.clear());

// Only while a row has the focus, so that a person does not press them by mistake in a field or with a screen reader.
main.addEventListener('keydown', ({ key, altKey, ctrlKey, metaKey }) => {
  const rows = [...main.querySelectorAll('a[data-row]')];
  const at = rows.indexOf(document.activeElement);
  const step = { j: 1, k: -1 }[key];
  if (at >= 0 && step && !altKey && !ctrlKey && !metaKey) rows[at + step]?.focus();
});

// An error takes the focus, so that a screen reader begins there.
document.querySelector('.errors')?.focus();
