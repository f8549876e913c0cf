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
