import { Pauses, sleep } from '../calls/pauses.js';
import { DeviceLogError } from '../device/deviceLogError.js';
import { Listeners } from '../device/listeners.js';
import { troubleOf } from '../device/trouble.js';
import { Asks } from './asks.js';
import { BookKeeper } from './bookKeeper.js';
import { CartSender } from './cartSender.js';
import { watchCart } from './cartWatch.js';
/**
 * One tab's part in a cart. All tabs edit, and show what the others do. One has the turn: it sends, and tells all of them what came of it. When it closes, or dies, the
 * turn goes to another, which begins with the log.
 */
export class CartTab {
    listeners = new Listeners();
    #client;
    #log;
    #options;
    #stop = new AbortController();
    #asks;
    #line;
    #keeper;
    #sender;
    #leading = Promise.resolve();
    constructor(client, log, options) {
        this.#client = client;
        this.#log = log;
        this.#options = options;
        this.#asks = new Asks(ask => this.#withdraw(ask));
        this.#line = log.connect(message => {
            // What could not be read now is read with the next step.
            this.#hear(message).catch((error) => this.listeners.raise('trouble', troubleOf(error)));
        });
    }
    static async open(client, log, options) {
        const tab = new CartTab(client, log, options);
        tab.#keeper = await BookKeeper.open(log, news => tab.#post({ kind: 'news', news }));
        return tab;
    }
    get keeper() {
        return this.#keeper;
    }
    start() {
        if (this.#log.damaged !== undefined) {
            this.#raise('trouble', {
                kind: 'logDamaged', message: `The log was damaged. It is kept as ${this.#log.damaged}, and a new one was begun: what was not settled is in there.`,
            });
        }
        this.#changed();
        this.#leading = this.#lead();
    }
    async edit(step) {
        await this.#keeper.take(step);
        this.#sender?.wake();
        this.#changed();
    }
    settle(signal) {
        return this.#request('settle', signal);
    }
    discardLost(signal) {
        return this.#request('discard', signal);
    }
    retry() {
        this.#sender?.retry();
        this.#post({ kind: 'retry' });
    }
    async close() {
        this.#stop.abort(new Error('The cart was closed.'));
        await this.#leading;
        this.#line.close();
        this.#asks.end(this.#stop.signal.reason);
    }
    async #request(wish, signal) {
        signal?.throwIfAborted();
        this.#stop.signal.throwIfAborted();
        const { ask, answered } = this.#asks.begin(wish, signal);
        this.#ask([ask]);
        return answered;
    }
    async #lead() {
        const pauses = new Pauses(this.#client.options);
        for (let failures = 0; !this.#stop.signal.aborted; failures++) {
            try {
                await this.#log.lead(signal => this.#send(signal), this.#stop.signal);
            }
            catch (error) {
                if (!this.#stop.signal.aborted) {
                    this.#raise('trouble', troubleOf(error));
                }
            }
            await sleep(pauses.after(failures), this.#stop.signal).catch(() => undefined);
        }
    }
    // This tab's turn. What an earlier holder has written counts, whether or not it was told.
    async #send(signal) {
        await this.#keeper.catchUp();
        this.#changed();
        const sender = new CartSender(this.#client, this.#keeper, this.#options, {
            raise: (name, detail) => this.#raise(name, detail),
            changed: () => this.#changed(),
            settled: ids => this.#settled(ids),
            discarded: (id, what) => this.#discarded(id, what),
        });
        this.#sender = sender;
        try {
            sender.ask(this.#asks.open);
            this.#post({ kind: 'leads' });
            await Promise.all([sender.run(signal), this.#options.watch === false ? undefined : watchCart(this.#client, this.#keeper, () => sender.refresh(), signal)]);
        }
        finally {
            this.#sender = undefined;
        }
    }
    async #hear(message) {
        switch (message.kind) {
            case 'news':
                if (await this.#keeper.hear(message.news)) {
                    this.#sender?.wake();
                    this.#changed();
                }
                break;
            case 'event':
                this.listeners.raise(message.name, message.detail);
                break;
            case 'ask':
                // After the edits that were told before.
                await this.#keeper.catchUp();
                this.#sender?.ask(message.asks);
                break;
            case 'withdraw':
                // After it was asked.
                await this.#keeper.idle();
                this.#sender?.withdraw(message.ask);
                break;
            case 'settled':
                // After the answers that were told before.
                await this.#keeper.idle();
                this.#asks.settled(message.ids);
                break;
            case 'discarded':
                await this.#keeper.idle();
                this.#asks.discarded(message.id, { operations: message.operations });
                break;
            case 'notDiscarded':
                this.#asks.discarded(message.id, { error: new DeviceLogError(message.fault, 'The log', message.message) });
                break;
            case 'retry':
                this.#sender?.retry();
                break;
            case 'leads':
                this.#ask(this.#asks.open);
                break;
        }
    }
    #ask(asks) {
        if (this.#sender) {
            this.#sender.ask(asks);
        }
        else if (asks.length > 0) {
            this.#post({ kind: 'ask', asks });
        }
    }
    #withdraw(ask) {
        this.#sender?.withdraw(ask);
        this.#post({ kind: 'withdraw', ask });
    }
    #settled(ids) {
        this.#post({ kind: 'settled', ids });
        this.#asks.settled(ids);
    }
    #discarded(id, what) {
        if ('error' in what) {
            const { error } = what;
            const message = error instanceof Error ? error.message : String(error);
            this.#post({ kind: 'notDiscarded', id, fault: error instanceof DeviceLogError ? error.fault : 'unusable', message });
        }
        else {
            this.#post({ kind: 'discarded', id, operations: what.operations });
        }
        this.#asks.discarded(id, what);
    }
    // A view is made for whoever looks at it.
    #changed() {
        if (this.listeners.has('changed')) {
            this.listeners.raise('changed', this.#keeper.view);
        }
    }
    // An error does not travel between tabs; its words do.
    #raise(name, detail) {
        this.listeners.raise(name, detail);
        this.#post({ kind: 'event', name, detail: ('cause' in detail ? { ...detail, cause: undefined } : detail) });
    }
    #post(message) {
        this.#line.post(message);
    }
}
