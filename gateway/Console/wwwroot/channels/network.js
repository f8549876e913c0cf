// @ts-check
/**
 * The network as one device has it. Its switch cuts the device off as a dead network would: calls under way end without an answer, and so do streams.
 *
 * @typedef {'online' | 'switchedOff' | 'away'} Connection
 */

const nothingBehind = [502, 503, 504];

export class Network extends EventTarget {
  #isSwitchedOff = false;
  #isAway = false;
  #cut = new AbortController();
  /** @type {typeof fetch} */
  #fetch;

  /** @param {typeof fetch} [carrier] What carries the calls; the page's own when absent. */
  constructor(carrier) {
    super();
    this.#fetch = carrier ?? ((...call) => globalThis.fetch(...call));
    globalThis.addEventListener?.('offline', () => this.#found(true));
  }

  /** @returns {Connection} */
  get connection() {
    return this.#isSwitchedOff ? 'switchedOff' : this.#isAway ? 'away' : 'online';
  }

  get isSwitchedOff() {
    return this.#isSwitchedOff;
  }

  /** Cuts the device off, or connects it again. */
  set isSwitchedOff(isOff) {
    if (this.#isSwitchedOff === isOff) {
      return;
    }

    this.#isSwitchedOff = isOff;
    if (isOff) {
      this.#cut.abort(new TypeError('The device is off line.'));
    } else {
      this.#cut = new AbortController();
    }

    this.dispatchEvent(new Event('change'));
  }

  /**
   * `fetch` for this device.
   * @type {typeof fetch}
   */
  fetch = async (input, init = {}) => {
    if (this.#isSwitchedOff) {
      throw new TypeError('The device is off line.');
    }

    const ending = new AbortController();
    const [cut, caller] = [this.#cut.signal, init.signal];
    const endByCut = () => ending.abort(cut.reason);
    const endByCaller = () => ending.abort(caller?.reason);
    cut.addEventListener('abort', endByCut, { once: true });
    caller?.addEventListener('abort', endByCaller, { once: true });
    if (caller?.aborted) {
      endByCaller();
    }

    try {
      const response = await this.#fetch(input, { ...init, signal: ending.signal });
      this.#found(nothingBehind.includes(response.status));
      return response;
    } catch (error) {
      // Whoever ended it knows why: that says nothing about the network.
      if (!cut.aborted && !caller?.aborted) {
        this.#found(true);
      }

      throw error;
    }
  };

  /** @param {boolean} isAway */
  #found(isAway) {
    if (this.#isAway !== isAway) {
      this.#isAway = isAway;
      this.dispatchEvent(new Event('change'));
    }
  }
}
