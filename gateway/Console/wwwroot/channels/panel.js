// @ts-check
/**
 * The panel of a shopper's device. It shows what the device says, and calls it; it decides nothing.
 *
 * @typedef {import('./device.js').ShopperDevice} ShopperDevice
 * @typedef {import('/client/index.js').CartViewLine} CartViewLine
 * @typedef {import('./dom.js').VNode} VNode
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./device.js').ListedItem} ListedItem
 */

import { h, Memory, show } from './dom.js';
import { icon, state } from './icons.js';
import { Remembered } from './seat.js';
import { lineKey, noteInWords, outcomeInWords, refusalInWords, whereInWords } from './story.js';

const searchPauseMs = 180;
const shownHappenings = 30;
const gramsOfAStep = 100;
const mostOfAPiece = 100_000;
const frozen = new Set(['CART_STATE_HOLDING', 'CART_STATE_READY', 'CART_STATE_COMPLETING', 'CART_STATE_MERGING']);

export class DevicePanel {
  /** @type {Element | undefined} */
  #root;
  #device;
  #words;
  #memory = new Memory();
  #isDue = false;
  #search = { text: '', isOpen: false, items: /** @type {ListedItem[]} */ ([]), isFromMemory: false, refusal: '', isBusy: false };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #searching;
  /** @type {AbortController | undefined} */
  #searchEnd;
  #isPaying = false;
  #delivery;
  /** @type {Promise<unknown>} */
  #steps = Promise.resolve();

  /** @param {ShopperDevice} device */
  constructor(device) {
    this.#device = device;
    this.#words = device.words;
    this.#delivery = new Remembered('delivery', localStorage);
    device.addEventListener('change', () => this.#draw());
  }

  /** Shows it here from now on. What somebody was about to do goes with it. @param {Element} root */
  moveTo(root) {
    this.#root = root;
    this.#show();
  }

  /** This place is gone; another one may have it already. @param {Element} root */
  leave(root) {
    this.#root = this.#root === root ? undefined : this.#root;
  }

  // Once a frame, however much happens in one. A page in the background draws when it is looked at.
  #draw() {
    if (!this.#isDue) {
      this.#isDue = true;
      requestAnimationFrame(() => {
        this.#isDue = false;
        this.#show();
      });
    }
  }

  /** @param {string} key @param {Record<string, string | number>} [values] */
  #say(key, values) {
    return this.#words.say(key, values);
  }

  #show() {
    const device = this.#device;
    if (!this.#root) {
      return;
    }

    show(this.#root, [
      this.#header(),
      h('div', { class: 'device-body' }, this.#body()),
      this.#knows(),
      h('p', { class: 'visually-hidden', 'aria-live': 'polite', key: 'live' }, device.happenings[0]?.text ?? ''),
    ]);
    this.#memory.turn();
  }

  #header() {
    const device = this.#device;
    const isOn = !device.isSwitchedOff;
    const [kind, text] = /** @type {['good' | 'warning' | 'bad' | 'neutral', string]} */ (
      device.phase === 'ended' ? ['bad', 'state.ended'] : device.connection === 'away' ? ['warning', 'state.away'] : isOn ? ['good', 'state.online'] : ['neutral', 'state.offline']);
    const who = device.isCustomer ? device.customer : device.phase === 'guest' ? this.#say('guest') : '';
    return h('header', { class: 'device-head', key: 'head' },
      h('span', { class: `device-icon device-icon-${device.name}` }, icon(device.name)),
      h('div', { class: 'device-title' }, h('h2', { id: `title-${device.name}` }, this.#say(`device.${device.name}`)), h('span', { class: 'device-who' }, who ? h('bdi', {}, who) : this.#say('nobody'))),
      h('div', { class: 'device-line' },
        state(kind, this.#say(text)),
        h('button', { type: 'button', class: 'switch', role: 'switch', 'aria-checked': String(isOn), 'aria-label': this.#say('network'), title: this.#say(isOn ? 'goOffline' : 'goOnline'), 'data-do': 'network',
          onclick: () => { device.isSwitchedOff = !device.isSwitchedOff; } }, h('span', { class: 'switch-knob' }))));
  }

  /** @returns {Child[]} */
  #body() {
    const device = this.#device;
    if (device.phase === 'failed') {
      return [h('div', { class: 'slip-warn', role: 'alert', key: 'failed' }, h('p', {}, this.#say('failed')), h('p', { class: 'small' }, device.trouble))];
    }

    if (device.phase === 'starting') {
      return [h('p', { class: 'hint', key: 'starting' }, this.#say(device.connection === 'away' ? 'startingAway' : 'starting'))];
    }

    if (device.phase === 'signedOut') {
      return [h('div', { class: 'invite', key: 'invite' }, h('p', {}, this.#say('signedOut')), h('a', { class: 'button', href: device.seat.signIn, 'data-do': 'sign-in' }, this.#say('signIn')))];
    }

    return [this.#ended(), this.#notice(), this.#sold(), this.#merged(), this.#find(), this.#checkout(), this.#lines(), this.#codes(), this.#totals(), this.#actions(), this.#form(), this.#handover(), this.#account()];
  }

  #ended() {
    const device = this.#device;
    return device.phase === 'ended' && h('div', { class: 'slip-warn', role: 'alert', key: 'ended' },
      h('p', {}, this.#say('endedText', { count: device.view?.pending ?? 0 })), h('a', { class: 'button', href: device.seat.signIn, 'data-do': 'sign-in-again' }, this.#say('signInAgain')));
  }

  #notice() {
    const { notice } = this.#device;
    return notice && h('div', { class: `slip-${notice.tone}`, role: 'alert', key: 'notice', 'data-is': 'notice' },
      icon(notice.tone), h('p', {}, notice.text), this.#close(() => this.#device.closeNotice()));
  }

  #sold() {
    const { sold } = this.#device;
    return sold && h('div', { class: 'slip-good', role: 'status', key: 'sold', 'data-is': 'sold' },
      icon('good'), h('p', {}, this.#say('sold'), ' ', h('a', { href: `/orders/${encodeURIComponent(sold.orderId)}` }, this.#say('seeOrder'))), this.#close(() => this.#device.closeNotice()));
  }

  /** @param {() => void} onclick */
  #close(onclick) {
    return h('button', { type: 'button', class: 'plain-button', 'aria-label': this.#say('close'), onclick }, icon('close'));
  }

  #merged() {
    const device = this.#device;
    const { merge } = device;
    if (!merge) {
      return false;
    }

    const until = new Date(merge.undoUntil);
    return h('section', { class: 'slip', key: 'merge', 'data-is': 'merge', 'aria-label': this.#say('merge.title') },
      h('div', { class: 'slip-head' }, h('h3', {}, this.#say(merge.isUndone ? 'merge.undone' : 'merge.title')), this.#close(() => device.closeMerge())),
      !merge.isUndone && h('ul', { class: 'merge' }, merge.lines.map(line => h('li', { key: line.lineId },
        h('div', {}, h('bdi', {}, this.#titleOf(line.sku ?? '')), h('span', { class: 'chip' }, outcomeInWords(this.#words, line.outcome))),
        h('span', { class: 'sum', 'aria-hidden': 'true' }, `${line.guestQuantity ?? 0} + ${line.customerQuantity ?? 0} → ${line.mergedQuantity ?? 0}`),
        h('p', { class: 'small' }, line.explanation ?? '')))),
      !merge.isUndone && until > new Date() && h('button', { type: 'button', class: 'button button-quiet', 'data-do': 'undo', onclick: () => device.undoMerge() },
        icon('undo'), this.#say('merge.undo'), h('span', { class: 'small' }, this.#say('until', { time: this.#words.hour(until) }))));
  }

  /** @param {string} sku */
  #titleOf(sku) {
    const line = this.#device.view?.lines.find(known => known.sku === sku);
    return line ? this.#device.nameOf(line) : this.#words.title(this.#device.shelf.get(sku)?.item?.title, sku);
  }

  #find() {
    const device = this.#device;
    const search = this.#search;
    const id = `find-${device.name}`;
    return h('div', { class: 'find', key: 'find', onfocusout: (/** @type {FocusEvent} */ event) => this.#leaveSearch(event), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#searchKey(event) },
      h('form', { class: 'find-form', role: 'search', onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void this.#look(0); } },
        icon('search'),
        h('label', { class: 'visually-hidden', for: id }, this.#say('find')),
        h('input', { id, type: 'search', autocomplete: 'off', placeholder: this.#say('find'), value: search.text, 'data-do': 'find', onfocus: () => void this.#look(0), oninput: (/** @type {any} */ event) => {
          search.text = event.target.value;
          void this.#look(searchPauseMs);
        } })),
      search.isOpen && h('div', { class: 'found', tabindex: -1 },
        search.isFromMemory && h('p', { class: 'hint' }, this.#say('foundOffline')),
        search.refusal && h('p', { class: 'hint' }, search.refusal),
        search.items.length === 0 && !search.refusal && h('p', { class: 'hint', role: 'status' }, this.#say(search.isBusy ? 'finding' : 'foundNothing')),
        h('ul', { 'aria-label': this.#say('found') }, search.items.map(listed => this.#foundItem(listed)))));
  }

  /** @param {ListedItem} listed */
  #foundItem(listed) {
    const item = listed.item;
    const name = this.#words.title(item?.title, item?.sku ?? '');
    return h('li', { key: item?.sku },
      h('form', { class: 'found-item', onsubmit: (/** @type {SubmitEvent} */ event) => { event.preventDefault(); void this.#addFound(listed, /** @type {HTMLFormElement} */ (event.target)); } },
        h('div', { class: 'found-name' }, h('bdi', {}, name), h('span', { class: 'small' }, this.#words.unitPrice(listed.price?.unitPrice, listed.price?.currencyCode, item?.measure) || this.#say('notForSale'))),
        (item?.options ?? []).map(option => h('label', { class: 'found-option', key: option.name }, h('span', { class: 'visually-hidden' }, option.name ?? ''),
          (option.values ?? []).length > 0
            ? h('select', { name: option.name, 'aria-label': option.name }, h('option', { value: '' }, option.required ? option.name : this.#say('anyOption', { option: option.name ?? '' })), (option.values ?? []).map(value => h('option', { value }, value)))
            : h('input', { name: option.name, 'aria-label': option.name, placeholder: option.name, maxlength: 200 }))),
        h('button', { type: 'submit', class: 'button button-small', 'data-do': 'add', 'data-sku': item?.sku, 'aria-label': this.#say('addItem', { name }) }, this.#say('add'))));
  }

  /** @param {ListedItem} listed @param {HTMLFormElement} form */
  async #addFound(listed, form) {
    const options = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]).filter(([, value]) => value !== ''));
    await this.#device.add(listed.item?.sku ?? '', listed.item?.measure && listed.item.measure !== 'MEASURE_PIECE' ? gramsOfAStep : 1, options);
  }

  /** @param {number} pauseMs */
  async #look(pauseMs) {
    clearTimeout(this.#searching);
    this.#searchEnd?.abort();
    const end = new AbortController();
    this.#searchEnd = end;
    Object.assign(this.#search, { isOpen: true, isBusy: true });
    this.#draw();
    await new Promise(resolve => { this.#searching = setTimeout(resolve, pauseMs); });
    const found = await this.#device.search(this.#search.text.trim(), end.signal).catch(() => undefined);
    if (found && !end.signal.aborted) {
      Object.assign(this.#search, found, { isBusy: false });
      this.#draw();
    }
  }

  /** @param {FocusEvent} event */
  #leaveSearch(event) {
    if (!(/** @type {Element} */ (event.currentTarget)).contains(/** @type {Node | null} */ (event.relatedTarget))) {
      this.#closeSearch();
    }
  }

  /** @param {KeyboardEvent} event */
  #searchKey(event) {
    if (event.key === 'Escape') {
      // The browser would empty the field, and so begin another search.
      event.preventDefault();
      this.#closeSearch();
    }
  }

  #closeSearch() {
    this.#searchEnd?.abort();
    clearTimeout(this.#searching);
    Object.assign(this.#search, { isOpen: false, text: '' });
    this.#draw();
  }

  get #isFrozen() {
    return frozen.has(this.#device.view?.server?.state ?? '');
  }

  #checkout() {
    const device = this.#device;
    const server = device.view?.server;
    if (!server || !this.#isFrozen || !server.checkout) {
      return false;
    }

    const { actor, expiresAt } = server.checkout;
    const isOwn = server.checkout.checkoutId === device.ownCheckout;
    return h('section', { class: 'slip', key: 'checkout', 'data-is': isOwn ? 'own-checkout' : 'other-checkout', role: 'status' },
      h('h3', {}, isOwn ? this.#say('checkout.own') : this.#say('checkout.other', { where: whereInWords(this.#words, actor?.channel, actor?.storeId) })),
      h('p', { class: 'small' }, this.#say(server.state === 'CART_STATE_READY' ? 'checkout.ready' : 'checkout.holding', { time: expiresAt ? this.#words.hour(new Date(expiresAt)) : '' })),
      server.state !== 'CART_STATE_COMPLETING' && h('button', { type: 'button', class: 'button button-quiet button-small', 'data-do': 'give-up', onclick: () => device.giveUp() }, this.#say('checkout.giveUp')));
  }

  #lines() {
    const device = this.#device;
    const lines = device.view?.lines ?? [];
    const [wanted, saved] = [lines.filter(line => !line.isSaved), lines.filter(line => line.isSaved)];
    const currency = device.view?.server?.currencyCode;
    return h('div', { class: 'lines', key: 'lines' },
      wanted.length === 0
        ? h('p', { class: 'hint empty-cart' }, this.#say('emptyCart'))
        : h('ul', { class: 'cart', 'aria-label': this.#say('cart') }, wanted.map(line => this.#row(line, currency))),
      saved.length > 0 && h('details', { class: 'aside', key: 'saved', open: true },
        h('summary', {}, this.#say('saved', { count: saved.length })),
        h('ul', { class: 'cart', 'aria-label': this.#say('saved', { count: saved.length }) }, saved.map(line => this.#row(line, currency)))));
  }

  /** @param {CartViewLine} line @param {string | undefined} currency */
  #row(line, currency) {
    const device = this.#device;
    const key = lineKey(line.sku, line.options);
    const listed = device.shelf.get(line.sku);
    // A view is made anew for each change; the server's line in it is the same as long as the server has said nothing.
    const of = [line.server, line.quantity, line.isSaved, line.isPending, this.#isFrozen, this.#words, device.phase, listed, currency];
    return this.#memory.of(key, of, () => {
      const name = device.nameOf(line);
      const measure = line.server?.measure ?? listed?.item?.measure;
      const step = measure && measure !== 'MEASURE_PIECE' ? gramsOfAStep : 1;
      const isShut = this.#isFrozen;
      const unit = this.#words.unitPrice(line.server?.unitPrice ?? listed?.price?.unitPrice, currency ?? listed?.price?.currencyCode, measure);
      const options = Object.entries(line.options).map(([option, value]) => `${option}: ${value}`).join(', ');
      return h('li', { class: `row${line.isPending ? ' row-waiting' : ''}`, key, 'data-sku': line.sku },
        h('div', { class: 'row-name' }, h('bdi', { class: 'name' }, name),
          h('span', { class: 'small' }, options && h('bdi', {}, options), options && ' · ', unit, line.isPending && h('span', { class: 'waiting' }, ` · ${this.#say('waiting')}`))),
        line.isSaved
          ? h('button', { type: 'button', class: 'button button-quiet button-small', disabled: isShut, 'data-do': 'unsave', 'aria-label': this.#say('moveBackItem', { name }), onclick: () => device.edit({ moveToCart: { line: line.reference } }) }, this.#say('moveBack'))
          : h('div', { class: 'stepper', role: 'group', 'aria-label': this.#say('quantityOf', { name }) },
            h('button', { type: 'button', 'data-do': 'less', 'aria-label': this.#say('less', { name }), disabled: isShut || line.quantity <= step, onclick: () => this.#step(key, -step) }, '−'),
            h('input', { inputmode: 'numeric', 'aria-label': this.#say('quantityOf', { name }), value: String(line.quantity), disabled: isShut, 'data-do': 'quantity', onchange: (/** @type {any} */ event) => this.#type(key, event.target) }),
            h('button', { type: 'button', 'data-do': 'more', 'aria-label': this.#say('more', { name }), disabled: isShut, onclick: () => device.add(line.sku, step, { ...line.options }) }, '+')),
        h('span', { class: 'row-total' }, line.isSaved || line.isPending ? '' : this.#words.money(line.server?.lineTotal)),
        h('details', { class: 'menu' },
          h('summary', { 'aria-label': this.#say('moreFor', { name }), title: this.#say('moreFor', { name }), 'data-do': 'menu' }, icon('more')),
          h('div', { class: 'menu-items', onclick: (/** @type {any} */ event) => event.target.closest('details').removeAttribute('open') },
            !line.isSaved && h('button', { type: 'button', disabled: isShut, 'data-do': 'save', onclick: () => device.edit({ moveToSaved: { line: line.reference } }) }, this.#say('save')),
            h('button', { type: 'button', disabled: isShut, 'data-do': 'wish', onclick: () => device.wish(line) }, this.#say('toWishes')),
            h('button', { type: 'button', disabled: isShut, 'data-do': 'remove', onclick: () => device.edit({ removeLine: { line: line.reference } }) }, this.#say('remove')))),
        this.#remarks(line, measure));
    });
  }

  /** @param {CartViewLine} line @param {string | undefined} measure */
  #remarks(line, measure) {
    const server = line.server;
    const texts = [
      ...(server?.changes ?? []).map(change => this.#changeInWords(change, /** @type {NonNullable<typeof server>} */ (server))),
      ...(server?.mergeNotes ?? []).map(note => noteInWords(this.#words, note, measure)),
      server?.availability === 'AVAILABILITY_OUT_OF_STOCK' ? this.#say('outOfStock') : server?.availability === 'AVAILABILITY_LIMITED' ? this.#say('limited') : '',
      line.fulfilment?.takeAway ? this.#say('takeAway') : line.fulfilment?.pickup ? this.#say('pickup', { store: line.fulfilment.pickup.storeId ?? '' }) : '',
    ].filter((text, index, all) => text !== '' && all.indexOf(text) === index);
    return texts.length > 0 && h('ul', { class: 'remarks' }, texts.map(text => h('li', {}, text)));
  }

  /** @param {NonNullable<NonNullable<CartViewLine['server']>['changes']>[number]} change @param {NonNullable<CartViewLine['server']>} server */
  #changeInWords(change, server) {
    const key = `change.${(change.kind ?? '').replace('LINE_CHANGE_KIND_', '')}`;
    const currency = this.#device.view?.server?.currencyCode;
    return this.#words.has(key)
      ? this.#say(key, {
        before: change.previousTotal ? this.#words.money(change.previousTotal) : this.#words.unitPrice(change.previousUnitPrice, currency, server.measure),
        now: change.total ? this.#words.money(change.total) : this.#words.unitPrice(change.unitPrice, currency, server.measure),
        available: change.availableQuantity ?? 0,
      })
      : '';
  }

  // One after the other, each from what is there then: quick fingers lose no step.
  /** @param {string} key @param {number} by */
  #step(key, by) {
    this.#steps = this.#steps.then(() => {
      const line = this.#device.view?.lines.find(known => lineKey(known.sku, known.options) === key);
      return line && line.quantity + by > 0 ? this.#device.edit({ setQuantity: { line: line.reference, quantity: line.quantity + by } }) : undefined;
    });
  }

  /** @param {string} key @param {HTMLInputElement} input */
  #type(key, input) {
    const line = this.#device.view?.lines.find(known => lineKey(known.sku, known.options) === key);
    const quantity = Number(input.value);
    if (line && Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= mostOfAPiece) {
      void this.#device.edit({ setQuantity: { line: line.reference, quantity } });
    } else if (line) {
      input.value = String(line.quantity);
    }
  }

  #codes() {
    const device = this.#device;
    const view = device.view;
    const id = `code-${device.name}`;
    return h('div', { class: 'codes', key: 'codes' },
      h('form', { class: 'code-form', onsubmit: (/** @type {any} */ event) => {
        event.preventDefault();
        const input = event.target.elements.code;
        if (input.value.trim()) {
          void device.edit({ applyCode: { code: input.value.trim() } });
          input.value = '';
        }
      } },
      h('label', { class: 'visually-hidden', for: id }, this.#say('code')),
      h('input', { id, name: 'code', maxlength: 32, autocomplete: 'off', autocapitalize: 'characters', placeholder: this.#say('code'), disabled: this.#isFrozen, 'data-do': 'code' }),
      h('button', { type: 'submit', class: 'button button-quiet button-small', disabled: this.#isFrozen, 'data-do': 'apply-code' }, this.#say('apply'))),
      (view?.codes ?? []).length > 0 && h('ul', { class: 'chips', 'aria-label': this.#say('codes') }, (view?.codes ?? []).map(code => {
        const known = view?.server?.codes?.find(one => one.code === code);
        const word = known?.state === 'CODE_STATE_REFUSED' ? refusalInWords(this.#words, known.refusal) : known?.state === 'CODE_STATE_HELD' ? this.#words.money(known.discount) && `−${this.#words.money(known.discount)}` : '';
        return h('li', { class: `chip${known?.state === 'CODE_STATE_REFUSED' ? ' chip-warn' : ''}`, key: code }, h('bdi', {}, code), word && h('span', { class: 'small' }, word),
          h('button', { type: 'button', class: 'plain-button', disabled: this.#isFrozen, 'aria-label': this.#say('takeOff', { code }), onclick: () => device.edit({ removeCode: { code } }) }, icon('close')));
      })));
  }

  #totals() {
    const view = this.#device.view;
    const totals = view?.totals;
    if (!totals || (view.lines.length === 0 && !view.areTotalsStale)) {
      return false;
    }

    /** @param {string} key @param {any} money @param {string} [sign] */
    const row = (key, money, sign = '') => Number(money?.amountMinor ?? 0) !== 0 && h('div', { class: `total total-${key}`, key }, h('dt', {}, this.#say(`total.${key}`)), h('dd', {}, sign + this.#words.money(money)));
    return h('div', { class: 'totals', key: 'totals' },
      h('dl', {}, row('items', totals.items), row('discounts', totals.discounts, '−'), row('points', totals.pointsValue, '−'), row('shipping', totals.shipping), row('tax', totals.tax),
        h('div', { class: 'total total-due', key: 'due' }, h('dt', {}, this.#say('total.due')), h('dd', {}, this.#words.money(totals.due)))),
      view.areTotalsStale && h('p', { class: 'small' }, this.#say('stale', { count: view.pending })));
  }

  #actions() {
    const device = this.#device;
    const isOn = device.connection === 'online' && device.phase !== 'ended';
    const hasGoods = (device.view?.lines ?? []).some(line => !line.isSaved);
    return h('div', { class: 'actions', key: 'actions' },
      h('button', { type: 'button', class: 'button', 'data-do': 'checkout', disabled: !isOn || !hasGoods || this.#isFrozen, 'aria-expanded': String(this.#isPaying), onclick: () => this.#togglePaying() }, this.#say('checkOut')),
      h('button', { type: 'button', class: 'button button-quiet', 'data-do': 'handover', disabled: !isOn || !device.view?.cartId, onclick: () => device.handOver() }, icon('qr'), this.#say('handOver')));
  }

  #togglePaying() {
    this.#isPaying = !this.#isPaying;
    void this.#device.loadShipping();
    this.#draw();
  }

  #form() {
    const device = this.#device;
    if (!this.#isPaying || this.#isFrozen) {
      return false;
    }

    const known = /** @type {Record<string, string>} */ (this.#delivery.get() ?? {});
    const active = typeof device.points === 'object' ? Number(device.points.active) : 0;
    /** @param {string} name @param {string} type @param {string} complete */
    const field = (name, type, complete) => h('label', { class: `field field-${name}`, key: name }, this.#say(`delivery.${name}`), h('input', { name, type, required: true, autocomplete: complete, maxlength: 200, value: known[name] ?? '' }));
    return h('form', { class: 'slip form', key: 'form', 'data-is': 'checkout-form', 'aria-label': this.#say('checkOut'), onsubmit: (/** @type {any} */ event) => { event.preventDefault(); void this.#pay(event.target); } },
      field('name', 'text', 'name'), field('email', 'email', 'email'), field('street', 'text', 'street-address'), field('postalCode', 'text', 'postal-code'), field('town', 'text', 'address-level2'),
      h('fieldset', {}, h('legend', {}, this.#say('delivery.shipping')), device.shipping.map((option, index) => h('label', { class: 'choice', key: option.shippingOptionId },
        h('input', { type: 'radio', name: 'shippingOptionId', value: option.shippingOptionId, required: true, checked: index === 0 }), this.#words.title(option.title, option.shippingOptionId ?? ''), h('span', { class: 'small' }, this.#words.money(option.cost))))),
      active > 0 && h('label', { class: 'field', key: 'points' }, this.#say('delivery.points', { points: this.#words.number(active) }), h('input', { name: 'points', type: 'number', min: 0, max: active, value: '0' })),
      h('button', { type: 'submit', class: 'button', 'data-do': 'begin-checkout' }, this.#say('checkout.begin')));
  }

  /** @param {HTMLFormElement} form */
  async #pay(form) {
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const { name = '', email = '', street = '', postalCode = '', town = '', shippingOptionId = '', points } = given;
    this.#delivery.set({ name, email, street, postalCode, town });
    await this.#device.checkOut({ name, email, street, postalCode, town, shippingOptionId, points: Number(points ?? 0) });
    this.#isPaying = false;
    this.#draw();
  }

  #handover() {
    const device = this.#device;
    const participants = device.view?.server?.participants ?? [];
    return [
      device.handover && h('section', { class: 'slip handover', key: 'handover', 'data-is': 'handover', 'aria-label': this.#say('handOver') },
        h('img', { src: `data:image/svg+xml;utf8,${encodeURIComponent(device.handover.qrSvg)}`, alt: this.#say('qr', { code: device.handover.code }), width: 132, height: 132 }),
        h('div', {}, h('p', { class: 'small' }, this.#say('handoverText')), h('p', { class: 'handover-code', 'data-is': 'handover-code' }, device.handover.code), h('p', { class: 'small' }, this.#say('until', { time: this.#words.hour(new Date(device.handover.expiresAt)) }))),
        this.#close(() => device.closeHandover())),
      participants.length > 0 && h('ul', { class: 'chips', key: 'participants', 'aria-label': this.#say('participants') }, participants.map(participant => h('li', { class: 'chip', key: participant.participantId },
        icon('till'), whereInWords(this.#words, participant.actor?.channel, participant.actor?.storeId),
        h('button', { type: 'button', class: 'plain-button', 'aria-label': this.#say('release'), title: this.#say('release'), onclick: () => device.release(participant.participantId ?? '') }, icon('close'))))),
    ];
  }

  #account() {
    const device = this.#device;
    const { points, wishes } = device;
    return h('div', { class: 'account', key: 'account' },
      device.isCustomer && points !== undefined && (points === 'none'
        ? h('button', { type: 'button', class: 'button button-quiet button-small', 'data-do': 'join', disabled: device.connection !== 'online', onclick: () => device.join() }, icon('star'), this.#say('join'))
        : h('p', { class: 'points', 'data-is': 'points' }, icon('star'), h('span', {}, h('strong', { 'data-is': 'points-active' }, this.#words.number(points.active)), ` ${this.#say('points.active')}`), h('span', {}, h('strong', { 'data-is': 'points-pending' }, this.#words.number(points.pending)), ` ${this.#say('points.pending')}`), Number(points.expiring) > 0 && points.expiresAt !== undefined && h('span', { 'data-is': 'points-expiring' }, this.#say('points.expire', { points: this.#words.number(points.expiring), day: this.#words.lastDay(new Date(points.expiresAt)) })))),
      (wishes?.items ?? []).length > 0 && h('details', { class: 'aside', key: 'wishes', 'data-is': 'wishes' },
        h('summary', {}, this.#say('wishCount', { count: wishes?.items.length ?? 0 })),
        h('ul', { class: 'wishes' }, (wishes?.items ?? []).map(wish => h('li', { key: wish.itemId },
          h('span', {}, h('bdi', {}, wish.title), h('span', { class: 'small' }, wish.price)),
          h('button', { type: 'button', class: 'button button-quiet button-small', disabled: device.connection !== 'online', 'data-do': 'fulfil', 'aria-label': this.#say('addItem', { name: wish.title }), onclick: () => device.fulfil(wish) }, this.#say('add')),
          h('button', { type: 'button', class: 'plain-button', disabled: device.connection !== 'online', 'aria-label': this.#say('dropWish', { name: wish.title }), onclick: () => device.dropWish(wish) }, icon('close')))))),
      device.phase === 'guest' && h('a', { class: 'button button-quiet button-small', href: device.seat.signIn, 'data-do': 'sign-in' }, this.#say('signIn')),
      device.isCustomer && h('button', { type: 'button', class: 'link-button', 'data-do': 'sign-out', disabled: device.connection !== 'online', onclick: () => device.signOut() }, this.#say('signOut')));
  }

  #knows() {
    const device = this.#device;
    const view = device.view;
    if (!view) {
      return false;
    }

    const tones = { own: 'own', elsewhere: 'elsewhere', good: 'good', warn: 'warn', plain: 'plain' };
    return h('footer', { class: 'knows', key: 'knows' },
      h('h3', {}, this.#say('knows')),
      h('dl', { class: 'facts' },
        h('div', { class: view.pending > 0 ? 'fact fact-busy' : 'fact' }, h('dt', {}, this.#say('fact.pending')), h('dd', { 'data-is': 'pending' }, String(view.pending))),
        h('div', { class: 'fact' }, h('dt', {}, this.#say('fact.version')), h('dd', { 'data-is': 'version' }, view.server?.version ?? '–')),
        h('div', { class: 'fact' }, h('dt', {}, this.#say('fact.stable')), h('dd', { 'data-is': 'stable' }, view.server?.stableVersion ?? '–'))),
      device.trouble && h('p', { class: 'small', role: 'status' }, device.trouble),
      h('ol', { class: 'happenings', 'aria-label': this.#say('happenings'), tabindex: 0, 'data-is': 'happenings' }, device.happenings.slice(0, shownHappenings).map(happening =>
        this.#memory.of(`happening-${happening.id}`, [happening], () => h('li', { class: `happening happening-${happening.tone}`, key: happening.id },
          icon(tones[happening.tone]), h('span', { dir: 'auto' }, happening.text), h('time', { datetime: happening.at.toISOString() }, this.#words.time(happening.at)))))));
  }
}
