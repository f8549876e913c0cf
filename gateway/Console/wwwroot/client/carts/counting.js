import { versionOf } from './contract.js';
/** A number that is too high for any cart: its answer tells which one is due, and uses none up. */
export const probe = '9223372036854775807';
/** An operation that only uses its number up. */
export const emptyOperation = (number) => ({ deviceSeq: String(number), baseVersion: '0' });
/**
 * Compares the device's numbers with those that the server has, before anything is sent: at a start, and whenever the server may have lost something.
 * @returns The step, and how many numbers were found used that this log had not sent.
 */
export function align(book, cartId, counted) {
    const cart = book.cart(cartId);
    const kept = book.of(cartId);
    const due = counted.due;
    // Used by nothing of this log: what it has not sent moves behind them, or the server would take it for what it has.
    const taken = Math.max(0, due - (cart.sentThrough + 1));
    const unsent = kept.filter(operation => operation.number > cart.sentThrough);
    const removed = taken > 0 ? unsent : [];
    let put = taken > 0 ? unsent.map(operation => moved(operation, taken)) : [];
    for (const operation of kept.filter(operation => operation.number <= cart.sentThrough)) {
        if (operation.number >= due && operation.answered) {
            // The server lost it, so it goes again.
            put.push(unanswered(operation));
        }
        else if (operation.number < due && isStable(operation, counted)) {
            removed.push(operation);
        }
        else if (operation.number < due && !operation.answered) {
            put.push({ ...operation, answered: { in: counted.cart.cartId ?? '', version: versionOf(counted.cart) } });
        }
    }
    if (isOtherHistory(book.seen(cartId), counted.cart)) {
        const touched = new Set([...removed, ...put].map(operation => operation.number));
        put = [...put, ...kept.filter(operation => !touched.has(operation.number))].map(withoutBase);
    }
    const next = { ...cart, nextNumber: cart.nextNumber + taken, sentThrough: taken > 0 ? due - 1 : cart.sentThrough };
    return { change: { carts: [next], removed: removed.map(placeOf), put }, taken };
}
/** The operations of the next batch, from the number that is due. Numbers that the log has not any more are used up by empty ones. */
export function batchOf(book, cartId, due, most) {
    const waiting = book.of(cartId).filter(operation => operation.answered === undefined);
    const last = waiting[waiting.length - 1]?.number ?? 0;
    const batch = [];
    let bytes = 0;
    for (let number = due; number <= last && batch.length < most.operations; number++) {
        const operation = book.find(cartId, number)?.operation ?? emptyOperation(number);
        bytes += bytesOf(operation);
        if (batch.length > 0 && bytes > most.bytes) {
            break;
        }
        batch.push(operation);
    }
    return batch;
}
const encoder = new TextEncoder();
/** The length of an operation's JSON in UTF-8. */
export const bytesOf = (operation) => encoder.encode(JSON.stringify(operation)).length;
/** An edit that goes again: what was answered is not so any more. */
export const unanswered = ({ cartId, number, operation }) => ({ cartId, number, operation });
export const placeOf = ({ cartId, number }) => ({ cartId, number });
// An answer says that it has the edit, and that what it has cannot be lost. An edit that nobody answered was answered by this at the latest.
function isStable({ answered }, { cart, stableVersion }) {
    return answered === undefined ? versionOf(cart) <= stableVersion : answered.in === cart.cartId && answered.version <= stableVersion;
}
function moved(operation, by) {
    const number = operation.number + by;
    return { ...operation, number, operation: { ...operation.operation, deviceSeq: String(number) } };
}
// A guest's cart that was given up begins again under its old id. Versions of the one say nothing of the other.
const isOtherHistory = (before, after) => before?.createdAt !== undefined && before.cartId === after.cartId && before.createdAt !== after.createdAt;
const withoutBase = (operation) => ({ ...operation, operation: { ...operation.operation, baseVersion: '0' } });
