import { CartTab } from './cartTab.js';
import { saysSomething } from './contract.js';
import { bytesOf } from './counting.js';
const mostBytesOfAnEdit = 64 * 1024;
/**
 * A cart that a device edits whether or not it is on line. An edit is in the log and in the view when its promise resolves; other tabs show it a moment later. It is sent
 * in the background, as often as it takes, and happens once. What a handler of an event throws is told as `trouble`.
 */
export class DeviceCart {
    #client;
    #tab;
    #online = () => this.retry();
    constructor(client, tab) {
        this.#client = client;
        this.#tab = tab;
    }
    /**
     * Takes up what the log has. Nothing is sent before {@link start}.
     * @param log Keeps the edits. It stays the caller's to close, after this.
     * @throws {RangeError} The log is of another market.
     * @throws {DeviceLogError} The log cannot be read.
     */
    static async open(client, log, options) {
        const tab = await CartTab.open(client, log, options);
        const { current, server } = tab.keeper.book;
        if (options.cartId === undefined && server?.market !== undefined && server.market !== options.market) {
            await tab.close();
            throw new RangeError(`The log is of a cart in ${server.market}, and not in ${options.market}.`);
        }
        // Before it is seen, too: what is made for it must not wait for whichever cart is seen first.
        const joined = options.cartId;
        if (joined !== undefined && current !== joined) {
            await tab.keeper.take(book => book.turnTo(joined));
        }
        return new DeviceCart(client, tab);
    }
    /** The name under which this device's edits are numbered. */
    get deviceId() {
        return this.#client.options.deviceId ?? this.#tab.keeper.book.name;
    }
    /** The cart as the device shows it. */
    get view() {
        return this.#tab.keeper.view;
    }
    /**
     * Calls a handler at each event.
     * @returns Takes the handler off again.
     */
    on(name, handler) {
        return this.#tab.listeners.on(name, handler);
    }
    /** Begins to send, and to follow the cart, when it is this tab's turn. Call it when the events have their handlers. */
    start() {
        globalThis.addEventListener?.('online', this.#online);
        this.#tab.start();
    }
    /**
     * Adds to a line, or makes it.
     * @param how `options`: the variant. `fulfilment`: for a new line; shipping when absent.
     * @throws {DeviceLogError} The edit could not be kept, and was not applied. So it is with every edit.
     */
    add(sku, quantity = 1, how = {}) {
        return this.apply({ add: { sku, quantity, ...how } });
    }
    /** Sets the quantity that the device sees. */
    setQuantity(line, quantity) {
        return this.apply({ setQuantity: { line, quantity } });
    }
    /** Removes a line. */
    remove(line) {
        return this.apply({ removeLine: { line } });
    }
    /** Puts a line aside. */
    moveToSaved(line) {
        return this.apply({ moveToSaved: { line } });
    }
    /** Takes a line back that was put aside. */
    moveToCart(line) {
        return this.apply({ moveToCart: { line } });
    }
    /** Chooses how a line is obtained. */
    setFulfilment(line, fulfilment) {
        return this.apply({ setFulfilment: { line, fulfilment } });
    }
    /** Enters a coupon code. */
    applyCode(code) {
        return this.apply({ applyCode: { code } });
    }
    /** Takes a coupon code off. */
    removeCode(code) {
        return this.apply({ removeCode: { code } });
    }
    /** Sets the gift note; empty removes it. */
    setGiftNote(text) {
        return this.apply({ setGiftNote: { text } });
    }
    /** Removes all that is not saved, codes and gift note. */
    clear() {
        return this.apply({ clear: {} });
    }
    /**
     * Makes several edits at once: all of them are kept, or none.
     * @param operations In order. Numbers and versions are filled in.
     * @throws {RangeError} One says nothing, or has more than 64 KiB: no call could carry it.
     */
    async apply(...operations) {
        // What the caller changes afterwards is not meant.
        const own = structuredClone(operations);
        if (own.some(operation => !saysSomething(operation) || bytesOf(operation) > mostBytesOfAnEdit)) {
            throw new RangeError('An edit says what is done, in at most 64 KiB.');
        }
        await this.#tab.edit(book => book.append(own));
    }
    /**
     * Waits until the server has answered every edit made before, and has shown its cart after them. What was refused came as an event. Edits of a cart that is not the
     * caller's any more are not waited for.
     */
    settle(signal) {
        return this.#tab.settle(signal);
    }
    /**
     * Takes the edits out of the log that wait for a cart which is not the caller's any more (`trouble` `cartNotFound`), and hands them back in their order: they were not
     * made, as far as this device was told. Empty when no cart is lost. Until this is called they stay, and go when the cart is the caller's again. Whichever tab sends does
     * it, between two calls, so {@link start} comes first.
     * @param signal Ends the waiting. Edits that are taken out at that very moment are not handed back.
     * @throws {DeviceLogError} They could not be taken out, and stay.
     */
    discardLost(signal) {
        return this.#tab.discardLost(signal);
    }
    /** Tries again now: the network is back, somebody has logged in. A browser that comes back on line does it by itself. */
    retry() {
        this.#tab.retry();
    }
    /** Ends sending in this tab. What is not settled stays in the log. */
    async close() {
        globalThis.removeEventListener?.('online', this.#online);
        await this.#tab.close();
    }
}
