// @ts-check
// Tells the server whether a page is looked at, so that it does not fetch what nobody sees.

/** @typedef {{ invokeMethodAsync(name: string, ...values: unknown[]): Promise<unknown>, _id?: number }} ServerObject */

/** @type {Map<unknown, () => void>} */
const watchers = new Map();

/** @param {ServerObject} owner */
const key = owner => owner._id ?? owner;

/**
 * Tells now, and whenever it changes.
 * @param {ServerObject} owner
 */
export function watch(owner) {
  const tell = () => { owner.invokeMethodAsync('Seen', document.visibilityState === 'visible').catch(() => {}); };
  watchers.set(key(owner), tell);
  document.addEventListener('visibilitychange', tell);
  tell();
}

/** @param {ServerObject} owner */
export function forget(owner) {
  const tell = watchers.get(key(owner));
  if (tell) document.removeEventListener('visibilitychange', tell);
  watchers.delete(key(owner));
}
