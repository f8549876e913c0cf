import { Refused } from '../calls/refused.js';
import { SendLoop } from '../device/sendLoop.js';
import { NonsenseError, NotYetError, troubleOf } from '../device/trouble.js';
import { cartOf, saysSomething, versionOf, stableVersionOf } from './contract.js';
import { align, batchOf, emptyOperation, probe } from './counting.js';
import { LostCarts } from './lostCarts.js';
import { answerOf, dueOf, settle } from './settling.js';
// The gateway takes bodies of 1 MiB; some room is left for the request's other fields.
const mostInACall = { operations: 1000, bytes: 900_000 };
const badRequest = 400;
const bodyTooLarge = 413;
const notFound = 404;
/**
 * Sends a device's edits, one call at a time, as long as it is this tab's turn. It first asks which number is due, then sends batches from there. Whatever happens in
 * between, the next try asks or sends again: numbers make that harmless.
 */
export class CartSender {
    #client;
    #keeper;
    #options;
    #host;
    #loop;
    // By log and cart: the number that the server expects. Asked for once in a turn, and after anything that may have changed it.
    #due = new Map();
    // Carts that are somebody else's now, and since when: they do not keep the current one from going on.
    #away = new Map();
    #told = new Set();
    #asked = new Set();
    #lost;
    #isRefreshWanted = true;
    #most = mostInACall.operations;
    #signal;
    constructor(client, keeper, options, host) {
        this.#client = client;
        this.#keeper = keeper;
        this.#options = options;
        this.#host = host;
        this.#lost = new LostCarts(keeper);
        this.#loop = new SendLoop(client.options, () => this.#step(), trouble => host.raise('trouble', trouble));
    }
    /** Sends until the signal is aborted. */
    async run(signal) {
        this.#signal = signal;
        await this.#loop.run(signal);
    }
    /** There are new edits. */
    wake() {
        this.#loop.wake();
    }
    /** Does not wait for the next pause. */
    retry() {
        this.#away.clear();
        this.#loop.retry();
    }
    /** Reads the server's cart. */
    refresh() {
        this.#isRefreshWanted = true;
        this.#loop.wake();
    }
    /**
     * Serves what tabs ask. `settle`: the host is told when every edit that is there now has its answer, and the cart was read after them. `discard`: it is handed the
     * edits of lost carts before the next call.
     */
    ask(asks) {
        for (const { id, wish } of asks) {
            if (wish === 'settle') {
                this.#asked.add(id);
                this.refresh();
            }
            else {
                this.#lost.ask(id);
                this.#loop.retry();
            }
        }
    }
    /** Nobody waits for it any more. */
    withdraw({ id }) {
        this.#asked.delete(id);
        this.#lost.withdraw(id);
    }
    // One call; false when there is nothing to do.
    async #step() {
        await this.#discard();
        const cartId = this.#nextToSend(this.#keeper.book);
        if (cartId !== undefined) {
            await this.#serve(cartId);
            return true;
        }
        if (!this.#isRefreshWanted) {
            return false;
        }
        this.#isRefreshWanted = false;
        await this.#readCart();
        return true;
    }
    async #discard() {
        const served = await this.#lost.serve();
        if (served.size > 0) {
            this.#host.changed();
            served.forEach((what, id) => this.#host.discarded(id, what));
        }
    }
    async #serve(cartId) {
        const due = this.#due.get(this.#dueKey(cartId));
        try {
            await (due === undefined ? this.#askNumber(cartId) : this.#send(cartId, due));
            this.#lost.remove(cartId);
        }
        catch (error) {
            if (!(error instanceof Refused) || error.status !== notFound) {
                throw error;
            }
            this.#lost.add(cartId);
            if (cartId === this.#keeper.book.current) {
                throw error;
            }
            this.#away.set(cartId, performance.now());
            if (!this.#told.has(cartId)) {
                this.#told.add(cartId);
                this.#host.raise('trouble', troubleOf(error));
            }
        }
    }
    async #readCart() {
        const served = [...this.#asked];
        const asked = this.#keeper.book.current;
        try {
            await this.#show(await this.#read(), asked);
        }
        catch (error) {
            this.refresh();
            throw error;
        }
        // Edits were just made, or what was read shows that some were lost: whoever waits goes on waiting.
        if (this.#nextToSend(this.#keeper.book) !== undefined) {
            this.#isRefreshWanted = true;
            return;
        }
        served.forEach(id => this.#asked.delete(id));
        this.#host.settled(served);
    }
    // Earlier carts first: what was made for them was made before.
    #nextToSend(book) {
        for (const [cartId, since] of this.#away) {
            if (performance.now() - since > this.#client.options.longestPauseMs) {
                this.#away.delete(cartId);
            }
        }
        const waiting = book.cartIds.filter(cartId => cartId !== '' && !this.#away.has(cartId) && this.#hasWork(book, cartId));
        return waiting.find(cartId => cartId !== book.current) ?? waiting[0];
    }
    #hasWork(book, cartId) {
        return book.has(cartId, 'unanswered') || (!this.#due.has(this.#dueKey(cartId)) && book.has(cartId, 'answered'));
    }
    async #read() {
        const { cartId, market, ownerId } = this.#options;
        if (cartId === undefined) {
            const active = await this.#client.get('/v1/carts:active', { query: { market, ...(ownerId === undefined ? {} : { ownerId }) }, ...this.#limits() });
            return cartOf(active?.cart);
        }
        const joined = await this.#readOne(cartId);
        try {
            return joined.mergedIntoCartId ? await this.#readOne(joined.mergedIntoCartId) : joined;
        }
        catch (error) {
            // The cart that it moved into is not for this device.
            if (error instanceof Refused && error.status === notFound) {
                return joined;
            }
            throw error;
        }
    }
    async #readOne(cartId) {
        return cartOf((await this.#client.get('/v1/carts/{cartId}', { path: { cartId }, ...this.#limits() }))?.cart);
    }
    async #askNumber(cartId) {
        const answer = await this.#apply(cartId, [{ ...emptyOperation(0), deviceSeq: probe }]);
        const result = answer.results[0] ?? {};
        if (result.outcome !== 'OPERATION_OUTCOME_OUT_OF_ORDER') {
            throw new NonsenseError(`It took number ${probe}.`);
        }
        const due = dueOf(result);
        let taken = 0;
        let isFirst = true;
        await this.#keeper.take(book => {
            isFirst = book.cart(cartId).sentThrough === 0;
            const aligned = align(book, cartId, { due, cart: answer.cart, stableVersion: answer.stableVersion });
            taken = aligned.taken;
            return aligned.change;
        });
        this.#due.set(this.#dueKey(cartId), due);
        if (taken > 0 && !isFirst) {
            this.#host.raise('trouble', { kind: 'numbersTaken', message: `${taken} numbers of ${cartId} were used that this log has not sent: a copy of it is at work.` });
        }
        await this.#show(answer.cart, cartId);
    }
    async #send(cartId, due) {
        let batch = [];
        await this.#keeper.take(book => {
            batch = batchOf(book, cartId, due, { ...mostInACall, operations: this.#most });
            return batch.length === 0 ? {} : book.send(cartId, Number(batch[batch.length - 1]?.deviceSeq));
        });
        if (batch.length === 0) {
            // Another tab's log has come further than this number.
            this.#due.delete(this.#dueKey(cartId));
            return;
        }
        let answer;
        try {
            answer = await this.#apply(cartId, batch);
            this.#most = mostInACall.operations;
        }
        catch (error) {
            if (!(error instanceof Refused) || ![badRequest, bodyTooLarge].includes(error.status) || error.reason === 'DEVICE_MISMATCH') {
                throw error;
            }
            await this.#narrow(cartId, batch, error);
            return;
        }
        let settlement;
        await this.#keeper.take(book => (settlement = settle(book, cartId, batch, answer)).change);
        await this.#tell(cartId, due, answer, settlement);
    }
    async #tell(cartId, sent, answer, settlement) {
        this.#due.set(this.#dueKey(cartId), settlement.due);
        await this.#show(answer.cart, cartId);
        settlement.remarks.forEach(remark => this.#host.raise('mergeNoted', remark));
        settlement.refusals.forEach(refusal => this.#host.raise('refused', refusal));
        if (settlement.stopped && settlement.due >= sent) {
            throw new NotYetError(`${settlement.stopped}: number ${settlement.due} of ${cartId} is due.`);
        }
    }
    // A call that is refused as a whole for what one edit says is halved, until that edit is alone. Its number is used up by an empty one: the others go on.
    async #narrow(cartId, batch, refused) {
        this.#most = Math.max(1, Math.floor(batch.length / 2));
        const [bad] = batch;
        if (batch.length > 1 || bad === undefined) {
            return;
        }
        if (!saysSomething(bad)) {
            throw refused;
        }
        const number = Number(bad.deviceSeq);
        await this.#keeper.take(book => {
            const logged = book.find(cartId, number);
            return logged === undefined ? {} : { put: [{ ...logged, operation: emptyOperation(number) }] };
        });
        this.#host.changed();
        this.#host.raise('refused', { operation: bad, refusal: { reason: refused.reason, message: refused.message } });
    }
    async #apply(cartId, operations) {
        const { ownerId } = this.#options;
        const deviceId = this.#client.options.deviceId ?? this.#keeper.book.name;
        const body = { deviceId, operations, ...(ownerId === undefined ? {} : { ownerId }) };
        return answerOf(operations, await this.#client.post('/v1/carts/{cartId}:apply', { path: { cartId }, body, ...this.#limits() }));
    }
    // Takes a cart that was read after everything before it, and notices what that says of the numbers.
    async #show(cart, asked) {
        const shown = { ...cart, cartId: cart.cartId ?? '' };
        let before = '';
        let known;
        await this.#keeper.take((book) => {
            [before, known] = [book.current, book.seen(shown.cartId)];
            // An earlier cart's answer leads nowhere else: the device has moved on already.
            return before === shown.cartId || before !== asked ? { seen: [shown] } : book.follow(shown);
        });
        if (known && (versionOf(shown) < versionOf(known) || (known.createdAt !== undefined && known.createdAt !== shown.createdAt))) {
            this.#due.clear();
        }
        else {
            this.#askOfStable(shown);
        }
        if (before !== shown.cartId && before === asked && asked !== '') {
            // Nobody sees the version of the cart before go back any more: whether it has lost something is asked once more.
            this.#due.delete(this.#dueKey(asked));
            this.#host.raise('redirected', { from: before, to: shown.cartId });
        }
        this.#host.changed();
    }
    // What is stable may go from the log, once the server has said that it has it.
    #askOfStable(cart) {
        const book = this.#keeper.book;
        const stable = stableVersionOf(cart);
        for (const cartId of book.cartIds) {
            if (book.of(cartId).some(({ answered }) => answered !== undefined && answered.in === cart.cartId && answered.version <= stable)) {
                this.#due.delete(this.#dueKey(cartId));
            }
        }
    }
    #dueKey(cartId) {
        return `${this.#keeper.book.name}/${cartId}`;
    }
    // Shorter than others' calls: whoever waits for a network is told of it.
    #limits() {
        const deadlineMs = this.#client.options.attemptLimitMs;
        return this.#signal === undefined ? { deadlineMs } : { deadlineMs, signal: this.#signal };
    }
}
