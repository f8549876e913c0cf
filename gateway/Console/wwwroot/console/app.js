// @ts-check
// What every page does in the browser: start the circuit, keep choices, renew sessions.

/** @type {any} */
const page = window;

page.omnichannel = {
  /** The circuit answers, or the page has none. */
  isConnected: document.body.dataset.circuit === 'none',

  /** The server says so, when the page is first rendered there. */
  connected() {
    page.omnichannel.isConnected = true;
  },

  /**
   * Renews the session of a seat where it is nearly over. The answer is the server's own affair: it reads the cookie's tokens there.
   * @param {string} seat
   */
  async renewSession(seat) {
    await fetch(`/session/${seat}/token`, { cache: 'no-store' });
  },
};

/** @param {string} name @param {string} value */
function keep(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

document.addEventListener('change', event => {
  const choice = event.target;
  if (choice instanceof HTMLSelectElement && choice.dataset.choose === 'lang') {
    keep('lang', choice.value);
    location.reload();
  }
});

document.addEventListener('click', event => {
  const button = event.target instanceof Element ? event.target.closest('[data-choose="theme"], #reload') : null;
  if (button instanceof HTMLElement) {
    if (button.id !== 'reload') {
      keep('theme', button.dataset.dark === 'dark' ? 'light' : 'dark');
    }

    location.reload();
  }
});

// Signing in again happens in a window of its own: what is on this page stays.
document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a[data-sign-in]') : null;
  if (link instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const target = new URL(link.href);
    target.searchParams.set('return', '/session/done');
    if (window.open(target, 'omnichannel-sign-in', 'popup,width=520,height=760')) event.preventDefault();
  }
}, true);

if (document.querySelector('[data-close]')) window.close();

// While the circuit is away nobody hears what is typed: it is said when the circuit is back. The devices of the channels listen themselves.
const banner = /** @type {HTMLElement} */ (document.getElementById('components-reconnect-modal'));
const isAway = () => ['show', 'retrying', 'failed', 'rejected'].some(state => banner.classList.contains(`components-reconnect-${state}`));
/** @type {Set<EventTarget>} */
const unheard = new Set();
for (const kind of ['input', 'change']) {
  window.addEventListener(kind, event => {
    if (isAway() && event.target instanceof Element && !event.target.closest('omni-device')) {
      event.stopImmediatePropagation();
      unheard.add(event.target);
    }
  }, true);
}

new MutationObserver(() => {
  if (isAway()) return;
  for (const field of unheard) {
    unheard.delete(field);
    for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}).observe(banner, { attributeFilter: ['class'] });

// The first time: as the reader's system has it. The server cannot know before.
if (!/(^|; )theme=/.test(document.cookie)) {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  keep('theme', isDark ? 'dark' : 'light');
  if (isDark && document.cookie.includes('theme=')) location.reload();
}

page.Blazor.start({
  circuit: {
    // A console stays open for a day: it tries for as long, more and more seldom.
    reconnectionOptions: { maxRetries: 2000, retryIntervalMilliseconds: (/** @type {number} */ tried) => Math.min(250 * 2 ** tried, 5000) },
  },
});
