import type { components } from '../generated/api.js';
import { NonsenseError } from '../device/trouble.js';

type Schemas = components['schemas'];

export type ShoppingCart = Schemas['omnichannel.cart.v1.ShoppingCart'];
export type CartLine = Schemas['omnichannel.cart.v1.CartLine'];
export type CartOperation = Schemas['omnichannel.cart.v1.CartOperation'];
export type LineReference = Schemas['omnichannel.cart.v1.LineReference'];
export type MergeNote = Schemas['omnichannel.cart.v1.MergeNote'];
export type Fulfilment = Schemas['omnichannel.type.v1.Fulfilment'];
export type Refusal = Schemas['omnichannel.type.v1.Refusal'];
export type Totals = Schemas['omnichannel.type.v1.Totals'];
export type ApplyOperationsResponse = Schemas['omnichannel.cart.v1.ApplyOperationsResponse'];
export type OperationResult = Schemas['omnichannel.cart.v1.OperationResult'];

/** What an edit does: exactly one of these is set. */
export const operationCases = [
  'add', 'setQuantity', 'removeLine', 'moveToSaved', 'moveToCart', 'applyCode', 'removeCode', 'setFulfilment', 'setGiftNote', 'clear',
] as const satisfies readonly (keyof CartOperation)[];

/** Whether it does anything: an empty operation only uses its number up. */
export const saysSomething = (operation: CartOperation): boolean => operationCases.some(name => operation[name] !== undefined);

/** A 64-bit number of the contract, which JSON has as a string. Numbers that are counted this way stay far below 2^53. */
export function int64(value: unknown, what: string): number {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) {
    throw new NonsenseError(`Its ${what} cannot be: ${JSON.stringify(value)}.`);
  }

  return number;
}

export const versionOf = (cart: ShoppingCart): number => int64(cart.version, 'version');
export const stableVersionOf = (cart: ShoppingCart): number => int64(cart.stableVersion, 'stable version');

/** The cart of an answer, once it has been seen to be one. */
export function cartOf(value: unknown): ShoppingCart {
  const cart = value as ShoppingCart | undefined;
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

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isListOf = <T>(value: readonly T[] | undefined, isOne: (one: T) => boolean): boolean =>
  value === undefined || (Array.isArray(value) && value.every(one => typeof one === 'object' && one !== null && isOne(one)));
const isLine = (line: CartLine): boolean =>
  typeof line.lineId === 'string' && line.lineId !== '' && typeof line.sku === 'string' && Number.isSafeInteger(line.quantity) &&
  (line.options === undefined || (typeof line.options === 'object' && line.options !== null && Object.values(line.options).every(isText)));
