// @ts-check
/**
 * The page of the three channels. Its elements stand in the document as empty hosts; devices live here, so that they go on when the document around them is drawn anew or its
 * server is away.
 *
 * @typedef {import('./tour.js').Till} Till
 */

import { ShopperDevice } from './device.js';
import { h, show } from './dom.js';
import { icon } from './icons.js';
import { DevicePanel } from './panel.js';
import { Player } from './player.js';
import { Remembered, Seat } from './seat.js';
import { Words } from './words.js';

const channels = ['phone', 'browser', 'till'];
const tillPatienceMs = 8000;
const lookMs = 50;

/** @type {Promise<Page> | undefined} */
let opened;

/** @typedef {{ words: Words, phone: ShopperDevice, browser: ShopperDevice }} Page */

/** The devices, made with the first element that asks. @returns {Promise<Page>} */
const open = () => (opened ??= begin().catch(error => {
  opened = undefined;
  throw error;
}));

async function begin() {
  const market = document.querySelector('[data-market]')?.getAttribute('data-market') ?? 'IT';
  const words = await Words.of('channels', document.documentElement.lang || 'en');
  const common = { market, words, address: location.origin, storage: localStorage };
  const page = { words, phone: new ShopperDevice({ ...common, name: 'phone', hasGuests: false }), browser: new ShopperDevice({ ...common, name: 'browser', hasGuests: true }) };
  void page.phone.arrive();
  void page.browser.arrive();
  return page;
}

/** @type {any} */
let tillAtWork;

/**
 * The till on the server, as the tour uses it.
 * @param {any} till Its reference.
 */
export function attachTill(till) {
  tillAtWork = till;
}

/** @param {any} till */
export function detachTill(till) {
  tillAtWork = tillAtWork === till ? undefined : tillAtWork;
}

/** @returns {Till | undefined} */
const till = () => tillAtWork && {
  ready: () => tillAtWork.invokeMethodAsync('IsReady'),
  join: code => tillAtWork.invokeMethodAsync('Join', code),
  scan: text => tillAtWork.invokeMethodAsync('Scan', text),
  ship: sku => tillAtWork.invokeMethodAsync('Ship', sku),
  sell: () => tillAtWork.invokeMethodAsync('Sell'),
  leave: () => tillAtWork.invokeMethodAsync('Leave'),
};

// A till is a device: each browser that plays the story has one of its own.
function tillOfTheStory() {
  const kept = new Remembered('till', localStorage);
  const name = kept.get() ?? `till-${Math.random().toString(36).slice(2, 8)}`;
  kept.set(name);
  return name;
}

/** @param {Page} page */
async function becomeTill(page) {
  const stores = await (await fetch(`/v1/markets/${page.phone.market}/stores`)).json().catch(() => ({}));
  const storeId = stores.stores?.[0]?.store?.storeId ?? '';
  const isIn = await new Seat('till', (...call) => fetch(...call)).become({ subject: tillOfTheStory(), role: 'terminal', store_id: storeId, actor: 'associate-7' });
  const end = performance.now() + tillPatienceMs;
  while (isIn && performance.now() < end) {
    if (await till()?.ready()) {
      await till()?.leave();
      return true;
    }

    await new Promise(resolve => setTimeout(resolve, lookMs));
  }

  return false;
}

/** @type {Map<string, DevicePanel>} */
const panels = new Map();

class DeviceElement extends HTMLElement {
  get #name() {
    return /** @type {'phone' | 'browser'} */ (this.getAttribute('device'));
  }

  async connectedCallback() {
    try {
      const page = await open();
      const panel = panels.get(this.#name) ?? new DevicePanel(page[this.#name]);
      panels.set(this.#name, panel);
      if (this.isConnected) {
        panel.moveTo(this);
      }
    } catch {
      // Without its words there is no page; another look later may find them.
      setTimeout(() => this.isConnected && void this.connectedCallback(), 1000);
    }
  }

  disconnectedCallback() {
    panels.get(this.#name)?.leave(this);
  }
}

/** @type {Player | undefined} */
let player;

class TourElement extends HTMLElement {
  async connectedCallback() {
    const page = await open().catch(() => undefined);
    if (!page || !this.isConnected) {
      return;
    }

    const pace = new URLSearchParams(location.search).get('pace');
    if (player) {
      player.moveTo(this);
    } else {
      player = new Player(this, page.words, { phone: page.phone, browser: page.browser, till, becomeTill: () => becomeTill(page) }, pace === null ? undefined : Number(pace));
    }
  }
}

// Says that the platform is away: no device that is switched on reaches it.
class AwayElement extends HTMLElement {
  async connectedCallback() {
    const page = await open().catch(() => undefined);
    if (!page) {
      return;
    }

    const look = () => {
      const isAway = [page.phone, page.browser].some(device => device.connection === 'away');
      show(this, isAway ? [h('div', { class: 'away', role: 'alert' }, icon('warn'), page.words.say('away'))] : []);
    };
    [page.phone, page.browser].forEach(device => device.addEventListener('change', look));
    look();
  }
}

// Where there is room for one panel at a time.
class ChoiceElement extends HTMLElement {
  #draw = () => {};

  async connectedCallback() {
    const page = await open().catch(() => undefined);
    if (!page) {
      return;
    }

    const root = document.documentElement;
    root.dataset['channel'] ??= 'phone';
    this.#draw = () => show(this, [h('div', { class: 'channel-choice', role: 'group', 'aria-label': page.words.say('choose') }, channels.map(channel => h('button', {
      type: 'button', key: channel, 'aria-pressed': String(root.dataset['channel'] === channel), 'data-do': `choose-${channel}`, onclick: () => {
        root.dataset['channel'] = channel;
        this.#draw();
      },
    }, icon(channel), page.words.say(`device.${channel}`))))]);
    document.addEventListener('omni-channel', this.#draw);
    this.#draw();
  }

  disconnectedCallback() {
    document.removeEventListener('omni-channel', this.#draw);
  }
}

for (const [name, element] of /** @type {const} */ ([['omni-device', DeviceElement], ['omni-tour', TourElement], ['omni-away', AwayElement], ['omni-choice', ChoiceElement]])) {
  if (!customElements.get(name)) {
    customElements.define(name, element);
  }
}

/** How far the reader's clock is behind universal time, in minutes: the till's times are shown by it. */
export const zoneMinutes = () => new Date().getTimezoneOffset();
