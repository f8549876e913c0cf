const mostUnits = 2 ** 31 - 1;
/**
 * Makes the local view: the server's cart with pending edits on top, by three rules. An addition adds, a set replaces, a removal removes. What other devices did
 * meanwhile is not guessed: the server merges, and its answer replaces the guess.
 * @param pending Edits of this cart without an answer, in order.
 * @param moving Edits that were made for an earlier cart: of them only additions follow.
 */
export function viewOf(cartId, server, pending, moving) {
    const draft = new Draft(server);
    moving.filter(operation => operation.add !== undefined).forEach(operation => draft.apply(operation));
    pending.forEach(operation => draft.apply(operation));
    const waiting = pending.length + moving.length;
    return {
        cartId,
        server,
        lines: [...draft.lines.values()].map(line => ({ ...line, reference: line.lineId === '' ? { sku: line.sku, options: line.options } : { lineId: line.lineId } })),
        codes: draft.codes,
        giftNote: draft.giftNote,
        pending: waiting,
        totals: server?.totals,
        areTotalsStale: waiting > 0 || server === undefined,
    };
}
const keyOf = (sku, options) => JSON.stringify([sku, ...Object.entries(options ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))]);
class Draft {
    /** By what they hold, in the order in which they came. */
    lines = new Map();
    codes;
    giftNote;
    #keys = new Map();
    constructor(server) {
        for (const line of server?.lines ?? []) {
            const [lineId, sku, options] = [line.lineId ?? '', line.sku ?? '', line.options ?? {}];
            this.#keys.set(lineId, keyOf(sku, options));
            this.lines.set(keyOf(sku, options), {
                lineId, sku, options, quantity: line.quantity ?? 0, isSaved: line.saved ?? false, fulfilment: line.fulfilment, server: line, isPending: false,
            });
        }
        this.codes = (server?.codes ?? []).map(code => code.code ?? '');
        this.giftNote = server?.giftNote ?? '';
    }
    apply(operation) {
        if (operation.add) {
            this.#add(operation.add);
        }
        else if (operation.setQuantity) {
            this.#change(operation.setQuantity.line, { quantity: operation.setQuantity.quantity ?? 0 });
        }
        else if (operation.removeLine) {
            this.lines.delete(this.#find(operation.removeLine.line));
        }
        else if (operation.moveToSaved) {
            this.#change(operation.moveToSaved.line, { isSaved: true });
        }
        else if (operation.moveToCart) {
            this.#change(operation.moveToCart.line, { isSaved: false });
        }
        else if (operation.setFulfilment) {
            this.#change(operation.setFulfilment.line, { fulfilment: operation.setFulfilment.fulfilment });
        }
        else {
            this.#applyToWhole(operation);
        }
    }
    // An empty edit uses a number up and changes nothing.
    #applyToWhole(operation) {
        if (operation.applyCode) {
            const code = (operation.applyCode.code ?? '').toUpperCase();
            this.codes = [...this.codes.filter(known => known.toUpperCase() !== code), code];
        }
        else if (operation.removeCode) {
            const code = (operation.removeCode.code ?? '').toUpperCase();
            this.codes = this.codes.filter(known => known.toUpperCase() !== code);
        }
        else if (operation.setGiftNote) {
            this.giftNote = operation.setGiftNote.text ?? '';
        }
        else if (operation.clear) {
            [...this.lines].filter(([, line]) => !line.isSaved).forEach(([key]) => this.lines.delete(key));
            [this.codes, this.giftNote] = [[], ''];
        }
    }
    #add(add) {
        const [sku, options] = [add.sku ?? '', add.options ?? {}];
        const line = this.lines.get(keyOf(sku, options)) ??
            { lineId: '', sku, options, quantity: 0, isSaved: false, fulfilment: add.fulfilment, server: undefined, isPending: true };
        this.lines.set(keyOf(sku, options), { ...line, quantity: Math.min(line.quantity + (add.quantity ?? 0), mostUnits), isSaved: false, isPending: true });
    }
    #change(reference, change) {
        const key = this.#find(reference);
        const line = this.lines.get(key);
        if (line) {
            this.lines.set(key, { ...line, ...change, isPending: true });
        }
    }
    #find(reference) {
        return reference?.lineId ? (this.#keys.get(reference.lineId) ?? '') : keyOf(reference?.sku ?? '', reference?.options);
    }
}
