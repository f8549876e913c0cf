// @ts-check
/**
 * The story of one cart on three channels, played by itself: ten steps, a sentence each. It does what a person's hands would do, on the same devices.
 *
 * @typedef {import('./device.js').ShopperDevice} ShopperDevice
 * @typedef {import('./words.js').Words} Words
 * @typedef {{ ready(): Promise<boolean>, join(code: string): Promise<string>, scan(text: string): Promise<string>, ship(sku: string): Promise<string>, sell(): Promise<string>, leave(): Promise<void> }} Till
 *   What the tour does at the till; what is not done is answered with why not.
 * @typedef {{ phone: ShopperDevice, browser: ShopperDevice, till: () => Till | undefined, becomeTill: () => Promise<boolean> }} Stage
 * @typedef {{ sku: string, name: string, scan: string }} Good
 */

const patienceMs = 10_000;
const goodsOfTheStory = 4;

/** A step could not be played. What it says is for people. */
export class Interrupted extends Error {}

/**
 * Waits until a device shows something.
 * @param {ShopperDevice} device
 * @param {(device: ShopperDevice) => unknown} isThere
 */
export function until(device, isThere) {
  return /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    const end = () => {
      device.removeEventListener('change', look);
      clearTimeout(timer);
    };
    const look = () => {
      if (isThere(device)) {
        end();
        resolve();
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(new Interrupted(device.words.say('tour.tooLong')));
    }, patienceMs);
    device.addEventListener('change', look);
    look();
  }));
}

/** @param {ShopperDevice} device @param {string} sku */
const lineOf = (device, sku) => device.view?.lines.find(line => line.sku === sku && !line.isSaved);

/** @param {ShopperDevice} device @param {string} sku */
const quantityOf = (device, sku) => lineOf(device, sku)?.quantity ?? 0;

/** The story's steps. Each has a sentence, and what is done; `on` says which panels to look at. */
export class Story {
  /** @type {Good[]} */
  #goods = [];
  #customer = `anna-${Math.random().toString(36).slice(2, 8)}`;
  #stage;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
  }

  get length() {
    return this.#steps.length;
  }

  /** @param {number} index From 0. */
  channelsOf(index) {
    return this.#steps[index]?.on ?? [];
  }

  /** @param {number} index From 0. @param {Words} words */
  sentence(index, words) {
    const [a, b, c, d] = this.#goods;
    return words.say(`tour.step${index + 1}`, { a: a?.name ?? '', b: b?.name ?? '', c: c?.name ?? '', d: d?.name ?? '' });
  }

  /** @param {number} index From 0. */
  async play(index) {
    await this.#steps[index]?.run();
  }

  /** Finds goods that the shop has, and people to play it. */
  async prepare() {
    const { phone, browser } = this.#stage;
    [phone.isSwitchedOff, browser.isSwitchedOff] = [false, false];
    const { items } = await phone.search('');
    const goods = items.filter(listed => listed.price && (listed.item?.options ?? []).every(option => !option.required));
    if (goods.length < goodsOfTheStory) {
      throw new Interrupted(phone.words.say('tour.noGoods'));
    }

    this.#goods = goods.slice(0, goodsOfTheStory).map(({ item }) => ({ sku: item?.sku ?? '', name: phone.words.title(item?.title, item?.sku ?? ''), scan: item?.gtins?.[0] ?? '' }));
    if (browser.phase !== 'guest') {
      await browser.signOut();
      await until(browser, device => device.phase === 'guest');
    }

    const details = { email: `${this.#customer}@shop.example`, name: 'Anna', language: phone.words.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    const isIn = await phone.become({ subject: this.#customer, role: 'customer', channel: 'APP' }, async client => {
      await client.put('/v1/contacts/{contactId}', { path: { contactId: this.#customer }, body: { details } });
      await client.post('/v1/members', { body: { memberId: this.#customer } });
    });
    if (!isIn || !(await this.#stage.becomeTill())) {
      throw new Interrupted(phone.words.say('tour.signInFirst'));
    }

    await until(phone, device => device.customer === this.#customer && device.view?.server);
  }

  #good(/** @type {number} */ index) {
    return this.#goods[index]?.sku ?? '';
  }

  #steps = [
    {
      on: ['phone'],
      run: async () => {
        await this.#stage.phone.add(this.#good(0));
        await this.#stage.phone.settle();
      },
    },
    {
      on: ['browser'],
      run: async () => {
        const { browser } = this.#stage;
        await browser.add(this.#good(0), 2);
        await browser.add(this.#good(1));
        await browser.settle();
      },
    },
    {
      on: ['browser', 'phone'],
      run: async () => {
        const { phone, browser } = this.#stage;
        await browser.become({ subject: this.#customer, role: 'customer', channel: 'WEB', ...(browser.deviceId ? { device_id: browser.deviceId } : {}) });
        await until(browser, device => device.phase === 'customer' && device.merge && quantityOf(device, this.#good(1)) === 1);
        await until(phone, device => quantityOf(device, this.#good(0)) === 2 && quantityOf(device, this.#good(1)) === 1);
      },
    },
    {
      on: ['browser', 'phone'],
      run: async () => {
        const { phone, browser } = this.#stage;
        await browser.undoMerge();
        await until(phone, device => quantityOf(device, this.#good(0)) === 1 && quantityOf(device, this.#good(1)) === 0);
      },
    },
    {
      on: ['browser', 'phone'],
      run: async () => {
        const { phone, browser } = this.#stage;
        browser.closeMerge();
        await browser.add(this.#good(2));
        await until(phone, device => quantityOf(device, this.#good(2)) === 1);
      },
    },
    {
      on: ['phone', 'browser'],
      run: async () => {
        const { phone, browser } = this.#stage;
        [phone.isSwitchedOff, browser.isSwitchedOff] = [true, true];
        await phone.add(this.#good(0), 2);
        await browser.add(this.#good(1));
        await browser.add(this.#good(0));
      },
    },
    {
      on: ['phone', 'browser'],
      run: async () => {
        const { phone, browser } = this.#stage;
        [phone.isSwitchedOff, browser.isSwitchedOff] = [false, false];
        await Promise.all([phone, browser].map(each => until(each, device => device.view?.pending === 0 && quantityOf(device, this.#good(0)) === 4 && quantityOf(device, this.#good(1)) === 1)));
      },
    },
    {
      on: ['phone', 'till'],
      run: async () => {
        const { phone } = this.#stage;
        const till = this.#till();
        await phone.handOver();
        const code = phone.handover?.code;
        this.#done(code === undefined ? (phone.notice?.text ?? '') : await till.join(code));
        this.#done(await till.scan(this.#goods[3]?.scan || this.#good(3)));
        this.#done(await till.ship(this.#good(1)));
        await until(phone, device => quantityOf(device, this.#good(3)) === 1);
      },
    },
    {
      on: ['phone', 'browser'],
      run: async () => {
        const { phone, browser } = this.#stage;
        await Promise.all([phone, browser].map(device => device.settle()));
        await phone.loadShipping();
        const delivery = { name: 'Anna', email: `${this.#customer}@shop.example`, street: 'Via Brera 1', postalCode: '20121', town: 'Milano', shippingOptionId: phone.shipping[0]?.shippingOptionId ?? '' };
        const won = await Promise.all([phone, browser].map(device => device.checkOut(delivery)));
        if (won.filter(hasWon => hasWon).length !== 1) {
          throw new Interrupted([phone, browser].map(device => device.notice?.text ?? '').join(' '));
        }
      },
    },
    {
      on: ['till', 'phone', 'browser'],
      run: async () => {
        const { phone, browser } = this.#stage;
        await (phone.ownCheckout ? phone : browser).giveUp();
        await Promise.all([phone, browser].map(each => until(each, device => device.view?.server?.state === 'CART_STATE_OPEN')));
        this.#done(await this.#till().sell());
        await Promise.all([phone, browser].map(each => until(each, device => device.sold && device.view?.lines.length === 0)));
        await until(phone, device => typeof device.points === 'object' && Number(device.points.pending) > 0);
      },
    },
  ];

  #till() {
    const till = this.#stage.till();
    if (!till) {
      throw new Interrupted(this.#stage.phone.words.say('tour.noTill'));
    }

    return till;
  }

  /** @param {string} whyNot */
  #done(whyNot) {
    if (whyNot) {
      throw new Interrupted(whyNot);
    }
  }
}
