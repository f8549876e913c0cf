import { NonsenseError } from '../device/trouble.js';
import { cartOf, int64, saysSomething, stableVersionOf, versionOf } from './contract.js';
import { placeOf, unanswered } from './counting.js';
const outOfOrder = 'OPERATION_OUTCOME_OUT_OF_ORDER';
const settled = new Set(['OPERATION_OUTCOME_APPLIED', 'OPERATION_OUTCOME_MERGED', 'OPERATION_OUTCOME_DUPLICATE', 'OPERATION_OUTCOME_REJECTED']);
/**
 * The answer to a batch.
 * @throws {NonsenseError} It cannot be believed.
 */
export function answerOf(batch, value) {
    const answer = (value ?? {});
    const cart = cartOf(answer.cart);
    const [version, stableVersion] = [int64(answer.version, 'version'), int64(answer.stableVersion, 'stable version')];
    if (stableVersion > version || versionOf(cart) !== version || stableVersionOf(cart) > version) {
        throw new NonsenseError(`Its versions cannot be: ${version}, stable ${stableVersion}, the cart's ${cart.version}.`);
    }
    const results = answer.results;
    if (!Array.isArray(results) || results.length !== batch.length) {
        throw new NonsenseError(`It has not one result for each of ${batch.length} operations.`);
    }
    batch.forEach((operation, index) => check(operation, (results[index] ?? {})));
    return { cart, version, stableVersion, results: results };
}
/** The number that an answer out of order asks for. */
export const dueOf = (result) => int64(result.expectedDeviceSeq, 'expected number');
/** Decides what is settled and what goes again; every decision about the cart stays the server's. */
export function settle(book, cartId, batch, answer) {
    const pairs = batch.map((operation, index) => ({ operation, result: answer.results[index] ?? {} }));
    const first = pairs.findIndex(({ result }) => stopOf(result) !== undefined);
    const taken = first < 0 ? pairs : pairs.slice(0, first);
    const stopped = pairs[first];
    const due = stopped ? dueAt(stopped.operation, stopped.result) : numberOf(batch[batch.length - 1]) + 1;
    const changed = new Map();
    const remarks = [];
    const refusals = [];
    for (const { operation, result } of taken) {
        const logged = book.find(cartId, numberOf(operation));
        // Not kept: an empty operation that used up a number.
        if (!logged || logged.answered) {
            continue;
        }
        changed.set(logged.number, { ...logged, answered: { in: answer.cart.cartId, version: answer.version } });
        if (result.outcome === 'OPERATION_OUTCOME_MERGED' && result.note) {
            remarks.push({ operation: logged.operation, lineId: result.lineId ?? '', note: result.note });
        }
        else if (result.outcome === 'OPERATION_OUTCOME_REJECTED' && saysSomething(logged.operation)) {
            refusals.push({ operation: logged.operation, refusal: result.refusal ?? {} });
        }
    }
    return { change: changeOf(book.of(cartId), changed, due, answer), due, stopped: stopped && stopOf(stopped.result), remarks, refusals };
}
function changeOf(kept, changed, due, answer) {
    const removed = kept.filter(operation => operation.number < due && isStable(changed.get(operation.number) ?? operation, answer));
    for (const operation of kept.filter(operation => operation.number >= due && operation.answered)) {
        changed.set(operation.number, unanswered(operation));
    }
    return { removed: removed.map(placeOf), put: [...changed.values()].filter(operation => operation.number >= due || !isStable(operation, answer)) };
}
const isStable = ({ answered }, answer) => answered?.in === answer.cart.cartId && answered.version <= answer.stableVersion;
// These leave the number free: the operation goes again.
const stopOf = (result) => result.outcome === outOfOrder ? 'OUT_OF_ORDER'
    : result.outcome === 'OPERATION_OUTCOME_REJECTED' && result.refusal?.reason === 'DEVICE_LIMIT' ? 'DEVICE_LIMIT'
        : undefined;
const dueAt = (operation, result) => (result.outcome === outOfOrder ? dueOf(result) : numberOf(operation));
const numberOf = (operation) => Number(operation?.deviceSeq);
function check(operation, result) {
    const fits = result.outcome === outOfOrder ? isBefore(dueOf(result), operation) : settled.has(String(result.outcome));
    if (result.deviceSeq !== operation.deviceSeq || !fits) {
        throw new NonsenseError(`Its result ${result.deviceSeq} (${result.outcome}) fits no operation that was sent.`);
    }
}
const isBefore = (due, operation) => due >= 1 && BigInt(due) < BigInt(operation.deviceSeq ?? '0');
