// @ts-check
/**
 * A shopper's device: phone or browser. It owns a client, a log and a cart, and knows who sits at it. It has no DOM: panels show it, the tour plays with it.
 *
 * @typedef {import('/client/index.js').CartView} CartView
 * @typedef {import('/client/index.js').CartViewLine} CartViewLine
 * @typedef {import('/client/index.js').CartOperation} CartOperation
 * @typedef {import('/client/index.js').OperationLog} OperationLog
 * @typedef {import('/client/index.js').components['schemas']} Schemas
 * @typedef {Schemas['omnichannel.cart.v1.ListedItem']} ListedItem
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./seat.js').Kept} Kept
 * @typedef {{ id: number, at: Date, tone: 'own' | 'elsewhere' | 'good' | 'warn' | 'plain', text: string }} Happening
 * @typedef {{ mergeId: string, cartId: string, lines: Schemas['omnichannel.cart.v1.MergedLine'][], undoUntil: string, isUndone: boolean }} Merge
 * @typedef {{ code: string, qrSvg: string, expiresAt: string }} Handover
 * @typedef {{ itemId: string, sku: string, title: string, options: Record<string, string>, quantity: number, price: string }} Wish
 * @typedef {{ name: string, email: string, street: string, postalCode: string, town: string, shippingOptionId: string, points?: number }} Delivery
 * @typedef {'starting' | 'signedOut' | 'guest' | 'customer' | 'ended' | 'failed'} Phase
 */

import { CallFailed, DeviceCart, DeviceLogError, IndexedDbOperationLog, OmnichannelClient, Refused } from '/client/index.js';
import { Network } from './network.js';
import { guestLog, plan, Remembered, Seat } from './seat.js';
import { Shelf } from './shelf.js';
import { differenceInWords, differences, lineKey, lineOf, noteInWords, operationInWords, refusalInWords, whereInWords } from './story.js';

const mostHappenings = 100;
const longestPauseMs = 2000;
const shortCallMs = 6000;
const settleMs = 8000;
const comeAgainMs = 1500;
const longestTimerMs = 2 ** 31 - 1000;
const final = new Set([400, 403, 404, 409]);
const pointsAfterMs = [200, 500, 1000, 2000, 4000, 8000];

/** The person has to sign in again. Edits wait. */
class SignInEnded extends Error {}

export class ShopperDevice extends EventTarget {
  /** @type {Phase} */
  phase = 'starting';
  /** @type {CartView | undefined} */
  view;
  /** What keeps edits waiting although the device is on line; empty for nothing. */
  trouble = '';
  /** @type {Happening[]} Newest first. */
  happenings = [];
  /** What the person is told until they have read it. @type {{ tone: 'good' | 'warn', text: string } | undefined} */
  notice;
  /** @type {{ pending: string, active: string, expiring: string, expiresAt?: string } | 'none' | undefined} */
  points;
  /** @type {Merge | undefined} */
  merge;
  /** @type {Handover | undefined} */
  handover;
  /** @type {{ id: string, items: Wish[] } | undefined} */
  wishes;
  /** The checkout that this device began. @type {string | undefined} */
  ownCheckout;
  /** Ways to ship, once they were asked for. @type {Schemas['omnichannel.cart.v1.ShippingOption'][]} */
  shipping = [];
  /** What was last sold from this cart. @type {{ orderId: string } | undefined} */
  sold;

  /** @type {Kept | undefined} */
  #kept;
  #remembered;
  #storage;
  #openLog;
  /** @type {OmnichannelClient | undefined} */
  #client;
  /** @type {OperationLog | undefined} */
  #log;
  /** @type {DeviceCart | undefined} */
  #cart;
  /** @type {(() => void)[]} */
  #handlers = [];
  /** @type {CartView | undefined} */
  #before;
  /** What this device has just edited, and so shows by itself. @type {string[]} */
  #own = [];
  #numbers = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #comingAgain;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #ending;
  /** @type {Promise<void> | undefined} */
  #arriving;

  /**
   * @param {{ name: string, market: string, words: Words, address: string, hasGuests: boolean, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, fetch?: typeof fetch,
   *   openLog?: (name: string) => Promise<OperationLog> }} options
   */
  constructor({ name, market, words, address, hasGuests, storage, fetch, openLog }) {
    super();
    this.name = name;
    this.market = market;
    this.words = words;
    this.address = address;
    this.hasGuests = hasGuests;
    this.network = new Network(fetch);
    this.seat = new Seat(name, this.network.fetch);
    this.#storage = storage;
    this.#remembered = new Remembered(name, storage);
    this.#openLog = openLog ?? (log => IndexedDbOperationLog.open({ name: log }));
    const open = new OmnichannelClient({ address, token: () => undefined, fetch: this.network.fetch, longestPauseMs });
    this.shelf = new Shelf(open, market, new Remembered('shelf', storage));
    this.network.addEventListener('change', () => this.#connectionChanged());
  }

  get connection() {
    return this.network.connection;
  }

  get isSwitchedOff() {
    return this.network.isSwitchedOff;
  }

  set isSwitchedOff(isOff) {
    this.network.isSwitchedOff = isOff;
  }

  get isCustomer() {
    return this.phase === 'customer' || this.phase === 'ended';
  }

  /** The customer; empty for a guest and for nobody. */
  get customer() {
    return this.isCustomer ? (this.#kept?.customer ?? '') : '';
  }

  /** The name that numbers this device's edits, where its tokens have one. */
  get deviceId() {
    return this.#kept?.deviceId ?? '';
  }

  /** Finds out who is here, and takes up what their log has. Again after somebody signed in or out. */
  arrive() {
    return (this.#arriving ??= this.#arrive().finally(() => {
      this.#arriving = undefined;
    }));
  }

  async #arrive() {
    clearTimeout(this.#comingAgain);
    try {
      const session = await this.seat.session().catch(() => undefined);
      /** @type {Kept | undefined} */
      const known = this.#remembered.get();
      const next = plan(this.name, session, known);
      if (next.phase === 'signedOut' && session && this.hasGuests) {
        await this.#take(guestLog(this.name, await this.#newGuest()), 'guest');
      } else if (next.phase === 'signedOut') {
        await this.#leave(session ? 'signedOut' : 'starting');
      } else if (next.kept && next.isMergeDue) {
        await this.#becomeCustomer(next.kept);
      } else if (next.kept) {
        await this.#take(next.kept, next.phase);
      }

      if (!session) {
        this.#comeAgain();
      }
    } catch (error) {
      if (error instanceof DeviceLogError) {
        this.phase = 'failed';
        this.trouble = error.message;
      } else {
        // The network is away, or a checkout runs: what is here stays, and it is tried again.
        this.#comeAgain();
      }
    }

    this.#tell();
  }

  /**
   * Signs in as a development identity; false where there are none.
   * @param {Record<string, string>} identity
   * @param {(client: OmnichannelClient) => Promise<unknown>} [first] What is done as this person before anything is shown.
   */
  async become(identity, first) {
    const isIn = await this.seat.become(identity);
    if (isIn) {
      await first?.(this.#asCustomer());
      // Whoever was arriving before is not who is here now.
      await this.#arriving;
      await this.arrive();
    }

    return isIn;
  }

  /** Signs out. What waits in the customer's log goes when they are back. */
  async signOut() {
    await this.seat.signOut();
    this.#remembered.set(undefined);
    this.#forgetMerge();
    [this.points, this.wishes, this.handover, this.notice, this.sold] = [undefined, undefined, undefined, undefined, undefined];
    await this.#leave('starting');
    this.happen('plain', 'event.signedOut');
    await this.arrive();
  }

  /** @param {CartViewLine} line */
  nameOf(line) {
    return this.words.title(this.shelf.get(line.sku)?.item?.title, line.server?.title || line.sku);
  }

  /** @param {string} sku */
  measureOf(sku) {
    return this.view?.lines.find(line => line.sku === sku)?.server?.measure ?? this.shelf.get(sku)?.item?.measure;
  }

  /**
   * Edits the cart: kept on the device at once, whether or not there is a network.
   * @param {CartOperation[]} operations
   */
  async edit(...operations) {
    const cart = this.#cart;
    if (!cart) {
      return;
    }

    const about = operations.map(operation => ({ key: lineOf(operation, cart.view), text: this.#inWords(operation) }));
    const keys = about.flatMap(({ key }) => (key === undefined ? [] : [key]));
    this.#own.push(...keys);
    try {
      await cart.apply(...operations);
      about.forEach(({ text }) => this.#happened('own', text));
      this.notice = this.notice?.tone === 'warn' ? undefined : this.notice;
      this.sold = undefined;
    } catch (error) {
      this.#warn(this.words.say('notKept'), error);
    } finally {
      keys.forEach(key => this.#own.splice(this.#own.indexOf(key), 1));
    }

    this.#tell();
  }

  /**
   * Adds an item.
   * @param {string} sku
   * @param {number} [quantity]
   * @param {Record<string, string>} [options]
   */
  add(sku, quantity = 1, options = {}) {
    return this.edit({ add: { sku, quantity, options } });
  }

  /**
   * Items for what somebody types or scans; off line among what this device has seen.
   * @param {string} text
   * @param {AbortSignal} [signal]
   * @returns {Promise<{ items: ListedItem[], isFromMemory: boolean, refusal: string }>}
   */
  async search(text, signal) {
    try {
      return { items: await this.shelf.search(text, signal), isFromMemory: false, refusal: '' };
    } catch (error) {
      signal?.throwIfAborted();
      return error instanceof Refused && error.status > 0 && error.status < 500
        ? { items: [], isFromMemory: false, refusal: refusalInWords(this.words, error) }
        : { items: this.shelf.searchSeen(text), isFromMemory: true, refusal: '' };
    }
  }

  /** Makes a code by which another device joins this cart. */
  async handOver() {
    await this.#call(async client => {
      const cartId = this.view?.cartId ?? '';
      const answer = await client.post('/v1/carts/{cartId}/handoffs', { path: { cartId }, body: {}, deadlineMs: shortCallMs });
      this.handover = { code: answer.code ?? '', qrSvg: answer.qrSvg ?? '', expiresAt: answer.expiresAt ?? '' };
      this.happen('plain', 'event.handover');
    });
  }

  closeHandover() {
    this.handover = undefined;
    this.#tell();
  }

  /** Ends another device's part in the cart. @param {string} participantId */
  async release(participantId) {
    await this.#call(client => client.post('/v1/carts/{cartId}:releaseHandoff', { path: { cartId: this.view?.cartId ?? '' }, body: { participantId }, deadlineMs: shortCallMs }));
  }

  /** Ways to ship in this market. */
  async loadShipping() {
    if (this.shipping.length === 0) {
      await this.#call(async client => {
        const answer = await client.get('/v1/markets/{market}/shippingOptions', { path: { market: this.market }, deadlineMs: shortCallMs });
        this.shipping = answer.shippingOptions ?? [];
      });
    }
  }

  /**
   * Begins the checkout of the cart. Of two devices at once one wins; the other is told where.
   * @param {Delivery} details
   * @returns {Promise<boolean>} Whether this one has it.
   */
  async checkOut(details) {
    return this.#call(async client => {
      await this.#cart?.settle(AbortSignal.timeout(settleMs)).catch(() => {
        throw new CallFailed(0, 'The cart has edits that the shop has not answered.');
      });
      const server = this.#cart?.view.server;
      const answer = await client.post('/v1/carts/{cartId}/checkouts', {
        path: { cartId: server?.cartId ?? '' },
        body: {
          expectedVersion: server?.version ?? '0',
          shippingOptionId: details.shippingOptionId,
          ...(server?.totals?.due ? { expectedTotal: server.totals.due } : {}),
          ...(details.points ? { pointsToRedeem: String(details.points) } : {}),
          contact: { name: details.name, email: details.email, language: this.words.language },
          delivery: { recipientName: details.name, address: { addressLines: [details.street], postalCode: details.postalCode, locality: details.town, regionCode: this.market } },
        },
      });
      this.ownCheckout = answer.checkout?.checkoutId;
      this.notice = undefined;
      await this.#cart?.settle(AbortSignal.timeout(settleMs)).catch(() => undefined);
    });
  }

  /** Gives the checkout under way up, whoever began it. */
  async giveUp() {
    await this.#call(async client => {
      const checkout = this.view?.server?.checkout;
      await client.post('/v1/carts/{cartId}/checkouts/{checkoutId}:cancel', { path: { cartId: checkout?.cartId ?? '', checkoutId: checkout?.checkoutId ?? '' }, body: {}, deadlineMs: settleMs });
      await this.#cart?.settle(AbortSignal.timeout(settleMs)).catch(() => undefined);
    });
  }

  /** Takes the merge at sign-in back. */
  async undoMerge() {
    const merge = this.merge;
    if (!merge) {
      return;
    }

    await this.#call(async client => {
      const answer = await client.post('/v1/carts/{cartId}/merges/{mergeId}:undo', { path: { cartId: merge.cartId, mergeId: merge.mergeId }, body: {}, deadlineMs: settleMs });
      this.merge = { ...merge, isUndone: true };
      this.#rememberMerge();
      this.happen('good', 'event.mergeUndone');
      (answer.notRestored ?? []).forEach(line => this.happen('warn', 'event.notRestored', { name: this.words.title(this.shelf.get(line.sku ?? '')?.item?.title, line.sku ?? ''), quantity: line.quantity ?? 0 }));
      await this.#cart?.settle(AbortSignal.timeout(settleMs)).catch(() => undefined);
    });
  }

  closeMerge() {
    this.#forgetMerge();
    this.#tell();
  }

  closeNotice() {
    [this.notice, this.sold] = [undefined, undefined];
    this.#tell();
  }

  /** Makes the customer a member of the loyalty programme. */
  async join() {
    await this.#call(async client => {
      await client.post('/v1/members', { body: { memberId: this.customer }, deadlineMs: settleMs });
      this.happen('good', 'event.joined');
      await this.#readPoints();
    });
  }

  /** Puts a line onto the wish list, then takes it out of the cart. @param {CartViewLine} line */
  async wish(line) {
    const isOn = await this.#call(async client => {
      await this.#readWishes();
      const wishlistId = this.wishes?.id || ((await client.post('/v1/wishlists', { body: { name: this.words.say('wishes') }, deadlineMs: settleMs })).wishlist?.wishlistId ?? '');
      await client.post('/v1/wishlists/{wishlistId}:edit', { path: { wishlistId }, body: { edits: [{ add: { sku: line.sku, options: { ...line.options }, quantity: line.quantity } }] }, deadlineMs: settleMs });
    });
    if (isOn) {
      await this.edit({ removeLine: { line: line.reference } });
      await this.#call(() => this.#readWishes());
    }
  }

  /** Puts a wish into the cart, then takes it off the list. @param {Wish} wish */
  async fulfil(wish) {
    await this.add(wish.sku, wish.quantity, wish.options);
    await this.dropWish(wish);
  }

  /** @param {Wish} wish */
  async dropWish(wish) {
    await this.#call(async client => {
      await client.post('/v1/wishlists/{wishlistId}:edit', { path: { wishlistId: this.wishes?.id ?? '' }, body: { edits: [{ remove: { itemId: wish.itemId } }] }, deadlineMs: settleMs });
      await this.#readWishes();
    });
  }

  /** Waits until everything is answered. */
  async settle() {
    await this.#cart?.settle(AbortSignal.timeout(settleMs));
  }

  /** Ends it in this page. What waits stays in the log. */
  async close() {
    clearTimeout(this.#comingAgain);
    await this.#leave('starting');
  }

  /**
   * Something happened.
   * @param {Happening['tone']} tone
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  happen(tone, key, values = {}) {
    this.#happened(tone, this.words.say(key, values));
  }

  /**
   * @param {Happening['tone']} tone
   * @param {string} text
   */
  #happened(tone, text) {
    this.happenings = [{ id: ++this.#numbers, at: new Date(), tone, text }, ...this.happenings].slice(0, mostHappenings);
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }

  #comeAgain() {
    clearTimeout(this.#comingAgain);
    this.#comingAgain = setTimeout(() => void this.arrive(), comeAgainMs);
  }

  async #newGuest() {
    const session = await this.#anonymous().post('/v1/guestSessions', { body: { channel: 'WEB' }, deadlineMs: shortCallMs });
    return { accessToken: session.accessToken, guestId: session.guestId, deviceId: session.deviceId };
  }

  // Whoever is signed in at the seat, whosever cart is shown.
  #asCustomer() {
    return new OmnichannelClient({ address: this.address, token: () => this.seat.token(), fetch: this.network.fetch, longestPauseMs });
  }

  #anonymous() {
    return new OmnichannelClient({ address: this.address, token: () => undefined, fetch: this.network.fetch, longestPauseMs });
  }

  // Takes up a person's log: the same one goes on, another one is opened.
  /**
   * @param {Kept} kept
   * @param {Phase} phase
   */
  async #take(kept, phase) {
    const isSame = this.#cart !== undefined && this.#kept?.log === kept.log;
    if (!isSame) {
      await this.#leave('starting');
    }

    [this.#kept, this.phase] = [kept, phase];
    this.#remembered.set(kept);
    this.merge ??= new Remembered(`${this.name}.merge`, this.#storage).get();
    if (isSame) {
      this.#client?.forgetToken();
      this.#cart?.retry();
    } else {
      await this.#open(kept);
    }

    this.#tell();
    void this.#readMore();
  }

  /** @param {Kept} kept */
  async #open(kept) {
    const client = new OmnichannelClient({
      address: this.address, token: () => this.#token(), fetch: this.network.fetch, longestPauseMs, ...(kept.deviceId === null ? {} : { deviceId: kept.deviceId }),
    });
    const log = await this.#openLog(kept.log);
    const cart = await DeviceCart.open(client, log, { market: this.market });
    [this.#client, this.#log, this.#cart, this.view, this.#before] = [client, log, cart, cart.view, undefined];
    this.#handlers = [
      cart.on('changed', view => this.#changed(view)),
      cart.on('mergeNoted', ({ operation, note }) => {
        const { name, measure } = this.#about(operation);
        this.happen('warn', 'event.noted', { name, note: noteInWords(this.words, note, measure) });
      }),
      cart.on('refused', ({ operation, refusal }) => {
        const text = this.words.say('event.refused', { what: this.#inWords(operation), why: refusalInWords(this.words, refusal) });
        this.notice = { tone: 'warn', text };
        this.#happened('warn', text);
      }),
      cart.on('redirected', () => this.happen('plain', 'event.redirected')),
      cart.on('trouble', trouble => this.#troubled(trouble)),
    ];
    cart.start();
  }

  /** @param {Phase} phase */
  async #leave(phase) {
    this.#handlers.splice(0).forEach(off => off());
    clearTimeout(this.#ending);
    const [cart, log] = [this.#cart, this.#log];
    [this.#cart, this.#log, this.#client, this.view, this.#before, this.#kept] = [undefined, undefined, undefined, undefined, undefined, undefined];
    this.phase = phase;
    this.trouble = '';
    this.#tell();
    await cart?.close();
    log?.close();
  }

  // A guest has signed in. What they made before goes out as theirs; then their cart moves into the customer's.
  /** @param {Kept} kept */
  async #becomeCustomer(kept) {
    const guest = /** @type {import('./seat.js').Guest} */ (kept.guest);
    if (kept.log === guestLog(this.name, guest).log) {
      await this.#take({ ...kept, customer: '' }, 'guest');
      await this.#cart?.settle(AbortSignal.timeout(settleMs)).catch(() => undefined);
    }

    try {
      const answer = await this.#asCustomer().post('/v1/carts:mergeGuest', {
        body: { guestToken: guest.accessToken, market: this.market, strategy: 'MERGE_STRATEGY_MAX', language: this.words.language }, deadlineMs: settleMs,
      });
      if ((answer.lines ?? []).length > 0) {
        this.merge = { mergeId: answer.mergeId ?? '', cartId: answer.cart?.cartId ?? '', lines: answer.lines ?? [], undoUntil: answer.undoExpiresAt ?? '', isUndone: false };
        this.#rememberMerge();
        this.happen('good', 'event.merged', { count: this.merge.lines.length });
      }
    } catch (error) {
      // Later: the guest's cart is being sold, the token is over, or nobody answers. Anything else keeps no customer waiting for their own cart.
      if (!(error instanceof Refused) || error.reason === 'CART_IN_CHECKOUT' || !final.has(error.status)) {
        throw error;
      }

      this.#warn(this.words.say('notMerged'), error);
    }

    await this.#take({ ...kept, guest: null }, 'customer');
    this.happen('plain', 'event.signedIn', { name: kept.customer });
    await this.#cart?.settle(AbortSignal.timeout(settleMs)).catch(() => undefined);
  }

  async #token() {
    if (this.phase === 'guest') {
      return this.#kept?.guest?.accessToken;
    }

    // Somebody else may have signed in meanwhile: nothing of this log is theirs.
    const session = await this.seat.session();
    const token = session.signedIn ? await this.seat.token() : undefined;
    if (session.signedIn && session.subject !== this.#kept?.customer) {
      void this.arrive();
      throw new SignInEnded('Somebody else has signed in.');
    }

    const isEnded = token === undefined;
    if (isEnded !== (this.phase === 'ended')) {
      this.phase = isEnded ? 'ended' : 'customer';
      this.happen(isEnded ? 'warn' : 'good', isEnded ? 'event.signInEnded' : 'event.signedInAgain');
      this.#tell();
    }

    if (isEnded) {
      throw new SignInEnded('The session is over.');
    }

    this.#askAgainWhenOver();
    return token;
  }

  // A token that nobody refuses yet may be over: whoever has to sign in again is told so before the next edit.
  #askAgainWhenOver() {
    clearTimeout(this.#ending);
    const left = this.seat.expiresAt - Date.now();
    if (left < longestTimerMs) {
      this.#ending = setTimeout(() => {
        this.#client?.forgetToken();
        void this.#token().catch(() => undefined);
      }, Math.max(left, 0) + 100);
    }
  }

  /** @param {import('/client/index.js').ClientTrouble} trouble */
  #troubled(trouble) {
    // The network and the session tell of themselves.
    const key = `trouble.${trouble.kind}`;
    const text = trouble.cause instanceof SignInEnded || ['offline', 'tokenRefused'].includes(trouble.kind) || !this.words.has(key) ? '' : this.words.say(key);
    if (text !== this.trouble) {
      this.trouble = text;
      if (text) {
        this.#happened('warn', text);
      }
    }

    this.#tell();
  }

  #connectionChanged() {
    const keys = { online: 'event.online', switchedOff: 'event.switchedOff', away: 'event.away' };
    this.happen(this.connection === 'online' ? 'good' : 'warn', keys[this.connection]);
    if (this.connection !== 'online') {
      return;
    }

    this.#cart?.retry();
    if (this.phase === 'starting') {
      void this.arrive();
    } else {
      void this.#readMore();
    }
  }

  /** @param {CartView} view */
  #changed(view) {
    const before = this.#before;
    [this.view, this.#before] = [view, view];
    const [old, now] = [before?.server, view.server];
    if (now && view.pending === 0) {
      this.trouble = '';
    }

    if (before && old && now && before.cartId === view.cartId) {
      if (Number(now.generation) > Number(old.generation)) {
        this.#isSold(old);
      } else {
        this.#tellDifferences(before, view);
        this.#tellCheckout(old, now);
      }

      this.#tellParticipants(old, now);
    }

    if (before && before.pending > view.pending) {
      this.happen('good', 'event.answered', { count: before.pending - view.pending, version: now?.version ?? '0' });
    }

    this.#tell();
  }

  /**
   * @param {CartView} before
   * @param {CartView} view
   */
  #tellDifferences(before, view) {
    for (const difference of differences(before, view, line => this.nameOf(line))) {
      const isOwn = 'key' in difference ? this.#own.includes(difference.key) : this.#isTypedHere(before, view);
      if (!isOwn) {
        this.#happened('elsewhere', differenceInWords(this.words, difference));
      }
    }
  }

  // Codes have no line to know them by: one that waits here was entered here.
  /**
   * @param {CartView} before
   * @param {CartView} view
   */
  #isTypedHere(before, view) {
    return view.pending > before.pending;
  }

  /**
   * @param {import('/client/index.js').ShoppingCart} old
   * @param {import('/client/index.js').ShoppingCart} now
   */
  #tellCheckout(old, now) {
    const [before, after] = [old.checkout?.checkoutId, now.checkout?.checkoutId];
    if (after && after !== before) {
      const { channel, storeId } = now.checkout?.actor ?? {};
      this.happen('plain', after === this.ownCheckout ? 'event.ownCheckout' : 'event.checkout', { where: whereInWords(this.words, channel, storeId) });
    } else if (before && !after) {
      this.happen('plain', 'event.checkoutOver');
      this.ownCheckout = undefined;
    }
  }

  /**
   * @param {import('/client/index.js').ShoppingCart} old
   * @param {import('/client/index.js').ShoppingCart} now
   */
  #tellParticipants(old, now) {
    const known = new Set((old.participants ?? []).map(participant => participant.participantId));
    const joined = (now.participants ?? []).filter(participant => !known.delete(participant.participantId));
    joined.forEach(({ actor }) => this.happen('elsewhere', 'event.participantJoined', { where: whereInWords(this.words, actor?.channel, actor?.storeId) }));
    if (joined.length > 0) {
      this.handover = undefined;
    }

    if (known.size > 0) {
      this.happen('plain', 'event.participantLeft');
    }
  }

  /** @param {import('/client/index.js').ShoppingCart} old */
  #isSold(old) {
    this.sold = { orderId: `${old.cartId}.${old.generation}` };
    [this.ownCheckout, this.handover, this.notice] = [undefined, undefined, undefined];
    this.happen('good', 'event.sold');
    void this.#followPoints();
  }

  // Points come by an event, a moment after the sale.
  async #followPoints() {
    const before = JSON.stringify(this.points);
    for (const ms of pointsAfterMs) {
      await new Promise(resolve => setTimeout(resolve, ms));
      await this.#readPoints().catch(() => undefined);
      if (JSON.stringify(this.points) !== before) {
        this.#tell();
        return;
      }
    }
  }

  async #readMore() {
    await Promise.all([this.#readPoints(), this.#readWishes(), this.shelf.search('')]).catch(() => undefined);
    this.#tell();
  }

  async #readPoints() {
    const client = this.#client;
    if (this.phase !== 'customer' || !client) {
      return;
    }

    try {
      const { balance } = await client.get('/v1/members/{memberId}/balance', { path: { memberId: this.customer }, deadlineMs: shortCallMs });
      const points = { pending: balance?.pending ?? '0', active: balance?.active ?? '0', expiring: balance?.nextExpiringPoints ?? '0', ...(balance?.nextExpiresAt ? { expiresAt: balance.nextExpiresAt } : {}) };
      if (typeof this.points === 'object' && (points.pending !== this.points.pending || points.active !== this.points.active)) {
        this.happen('good', 'event.points', { pending: this.words.number(points.pending), active: this.words.number(points.active) });
      }

      this.points = points;
    } catch (error) {
      if (!(error instanceof Refused) || error.reason !== 'MEMBER_NOT_FOUND') {
        throw error;
      }

      this.points = 'none';
    }
  }

  async #readWishes() {
    const client = this.#client;
    if (!client || this.phase === 'ended') {
      return;
    }

    const { wishlists } = await client.get('/v1/wishlists', { deadlineMs: shortCallMs });
    const wishlistId = wishlists?.[0]?.wishlistId;
    if (!wishlistId) {
      this.wishes = { id: '', items: [] };
      return;
    }

    const { wishlist } = await client.get('/v1/wishlists/{wishlistId}', { path: { wishlistId }, query: { market: this.market }, deadlineMs: shortCallMs });
    this.wishes = {
      id: wishlistId,
      items: (wishlist?.items ?? []).map(item => ({
        itemId: item.itemId ?? '', sku: item.sku ?? '', title: this.words.title(this.shelf.get(item.sku ?? '')?.item?.title, item.title || (item.sku ?? '')), options: item.options ?? {}, quantity: item.quantity ?? 1,
        price: this.words.unitPrice(item.unitPrice, item.currencyCode, item.measure),
      })),
    };
  }

  // What needs the network: it is done, or the person is told why not.
  /**
   * @param {(client: OmnichannelClient) => Promise<unknown>} run
   * @returns {Promise<boolean>}
   */
  async #call(run) {
    const client = this.#client;
    if (!client) {
      return false;
    }

    try {
      await run(client);
      this.notice = this.notice?.tone === 'warn' ? undefined : this.notice;
      this.#tell();
      return true;
    } catch (error) {
      this.#warn('', error);
      return false;
    }
  }

  /**
   * @param {string} what
   * @param {unknown} error
   */
  #warn(what, error) {
    const why = error instanceof Refused && error.status > 0
      ? refusalInWords(this.words, error)
      : error instanceof SignInEnded ? this.words.say('ended') : error instanceof DeviceLogError ? error.message : this.words.say('noAnswer');
    const text = what ? `${what} ${why}` : why;
    this.notice = { tone: 'warn', text };
    this.#happened('warn', text);
  }

  #rememberMerge() {
    new Remembered(`${this.name}.merge`, this.#storage).set(this.merge);
  }

  #forgetMerge() {
    this.merge = undefined;
    this.#rememberMerge();
  }

  /** @param {CartOperation} operation */
  #about(operation) {
    const key = lineOf(operation, this.view);
    const line = this.view?.lines.find(known => lineKey(known.sku, known.options) === key);
    const sku = line?.sku ?? operation.add?.sku ?? '';
    const name = line ? this.nameOf(line) : this.words.title(this.shelf.get(sku)?.item?.title, sku || this.words.say('aLine'));
    return { name, measure: this.measureOf(sku) };
  }

  /** @param {CartOperation} operation */
  #inWords(operation) {
    return operationInWords(this.words, operation, given => this.#about(given));
  }
}
