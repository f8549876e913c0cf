// One tab of a story's device, in Node or in a page: the client under test, its network, and what it was told. tests/Stories/README.md tells what stories are.

// Nobody waits: a pause ends when the story says that there is a network, and a call without one hangs as long as the story wants.
const hour = 3_600_000;
const patient = { firstPauseMs: 8 * hour, longestPauseMs: 8 * hour, attemptLimitMs: hour, deadlineMs: hour };

const carriesEdits = request => request.method === 'POST' && typeof request.body === 'string' &&
  (JSON.parse(request.body).operations ?? []).some(operation => Object.keys(operation).some(name => name !== 'deviceSeq' && name !== 'baseVersion'));

const patienceMs = 30_000;

class Signal {
  constructor() { this.promise = new Promise(resolve => { this.give = resolve; }); }
}

/** A device's side of its network. A call that it makes without one hangs, and breaks when there is a network again: so what it sends then was put together then. */
class DeviceNetwork {
  isOpen = false;
  hasCalled = false;
  hanging = new Signal();
  #opened = new Signal();
  #left = Infinity;

  constructor(send) { this.send = send; }

  /** @param calls How many calls with edits it lasts for. */
  open(calls) {
    this.isOpen = true;
    this.#left = calls;
    this.#opened.give();
  }

  close() {
    this.isOpen = false;
    [this.#opened, this.hanging] = [new Signal(), new Signal()];
  }

  fetch = async (url, request) => {
    this.hasCalled = true;
    if (!this.isOpen) {
      this.hanging.give();
      await Promise.race([this.#opened.promise, new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)))]);
      throw new TypeError('The device had no network.');
    }

    if (carriesEdits(request)) this.#left--;
    return this.send(url, request);
  };

  /** Whether its last call with edits has been made. */
  get isSpent() { return this.#left <= 0; }
}

export class DeviceTab {
  isPaused = false;
  told = { notes: [], refusals: [], redirects: [] };
  #options;
  #network;
  #client;
  #log;
  #cart;
  #cut = new Signal();
  #failed = new Signal();

  /**
   * @param lib The client as a package.
   * @param options `address`, `token`, `market`, `cart` (of a till), `openLog` and `send` (what carries calls).
   */
  constructor(lib, options) {
    this.lib = lib;
    this.#options = options;
    this.#network = new DeviceNetwork(options.send ?? ((...call) => fetch(...call)));
    this.#client = new lib.OmnichannelClient({ address: options.address, token: () => this.#options.token, fetch: this.#network.fetch, ...patient });
  }

  async start() {
    this.isPaused = false;
    this.#network.hasCalled = false;
    this.#log = await this.#options.openLog();
    const { market, cart: cartId } = this.#options;
    this.#cart = await this.lib.DeviceCart.open(this.#client, this.#log, { market, watch: false, ...(cartId ? { cartId } : {}) });
    this.#cart.on('mergeNoted', ({ operation, note }) => this.told.notes.push({ occurredAt: operation.occurredAt, kind: note.kind }));
    this.#cart.on('refused', ({ operation, refusal }) => this.told.refusals.push({ occurredAt: operation.occurredAt, reason: refusal.reason }));
    this.#cart.on('redirected', redirect => this.told.redirects.push(redirect));
    this.#cart.on('trouble', trouble => this.#meet(trouble));
    this.#cart.start();
  }

  async stop() {
    await this.#cart.close();
    this.#log.close();
  }

  get hasCalled() { return this.#network.hasCalled; }

  edit(operation) { return this.#cart.apply(operation); }

  signIn(token) {
    this.#options.token = token;
    this.#client.forgetToken();
  }

  /** A call that is under way was put together earlier: it hangs by now, or will in a moment. */
  hanging() { return this.#within(this.#network.hanging.promise); }

  open(calls = Infinity) {
    this.#cut = new Signal();
    this.#network.open(calls);
    if (this.isPaused) {
      this.isPaused = false;
      this.#cart.retry();
    }
  }

  settle() { return this.#within(this.#cart.settle()); }

  /** Its last call was lost. */
  cut() { return this.#within(this.#cut.promise); }

  close() { this.#network.close(); }

  get shows() {
    const { cartId, lines, pending } = this.#cart.view;
    const ordered = lines.map(({ sku, options, quantity, isSaved }) => ({ sku, options: Object.fromEntries(Object.entries(options).sort()), quantity, saved: isSaved }));
    const keyOf = line => [line.sku, ...Object.entries(line.options).flat()].join('\0');
    return { cart: cartId, lines: ordered.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)), pending };
  }

  // Lost calls are what a story is made of. After each the client waits until it is told to go on. What another tab met has no cause here.
  #meet({ kind, message, cause }) {
    if (cause === undefined && kind === 'offline') return;
    if (kind !== 'offline') {
      this.#failed.give(`trouble: ${kind}, ${message}`);
    } else if (this.#network.isOpen && !this.#network.isSpent) {
      this.#cart.retry();
    } else {
      this.isPaused = true;
      this.#network.close();
      this.#cut.give();
    }
  }

  async #within(done) {
    let timer;
    const late = new Promise(resolve => { timer = setTimeout(() => resolve('it does not come to an end'), patienceMs); });
    const fault = await Promise.race([done.then(() => undefined), this.#failed.promise, late]);
    clearTimeout(timer);
    if (fault !== undefined) throw new StoryFailed(fault);
  }
}

/** The client does not do what the story tells. */
export class StoryFailed extends Error {
  name = 'StoryFailed';
}
