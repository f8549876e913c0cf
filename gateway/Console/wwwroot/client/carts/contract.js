import { NonsenseError } from '../device/trouble.js';
/** What an edit does: exactly one of these is set. */
export const operationCases = [
    'add', 'setQuantity', 'removeLine', 'moveToSaved', 'moveToCart', 'applyCode', 'removeCode', 'setFulfilment', 'setGiftNote', 'clear',
];
/** Whether it does anything: an empty operation only uses its number up. */
export const saysSomething = (operation) => operationCases.some(name => operation[name] !== undefined);
/** A 64-bit number of the contract, which JSON has as a string. Numbers that are counted this way stay far below 2^53. */
export function int64(value, what) {
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : NaN;
    if (!Number.isSafeInteger(number)) {
        throw new NonsenseError(`Its ${what} cannot be: ${JSON.stringify(value)}.`);
    }
    return number;
}
export const versionOf = (cart) => int64(cart.version, 'version');
export const stableVersionOf = (cart) => int64(cart.stableVersion, 'stable version');
/** The cart of an answer, once it has been seen to be one. */
export function cartOf(value) {
    const cart = value;
    if (typeof cart !== 'object' || cart === null || typeof cart.cartId !== 'string' || cart.cartId === '') {
        throw new NonsenseError('It has no cart.');
    }
    if (stableVersionOf(cart) > versionOf(cart)) {
        throw new NonsenseError(`Its versions cannot be: ${cart.version}, stable ${cart.stableVersion}.`);
    }
    const isSound = isListOf(cart.lines, isLine) && isListOf(cart.codes, code => typeof code.code === 'string') && isText(cart.giftNote) && isText(cart.mergedIntoCartId) && isText(cart.createdAt);
    if (!isSound) {
        throw new NonsenseError('What it has of the cart is not what a cart has.');
    }
    return cart;
}
const isText = (value) => value === undefined || typeof value === 'string';
const isListOf = (value, isOne) => value === undefined || (Array.isArray(value) && value.every(one => typeof one === 'object' && one !== null && isOne(one)));
const isLine = (line) => typeof line.lineId === 'string' && line.lineId !== '' && typeof line.sku === 'string' && Number.isSafeInteger(line.quantity) &&
    (line.options === undefined || (typeof line.options === 'object' && line.options !== null && Object.values(line.options).every(isText)));
