// @ts-check
/**
 * One of the sessions that this browser holds side by side, and whose cart the device on it shows.
 *
 * @typedef {{ signedIn: boolean, subject?: string, role?: string, channel?: string, deviceId?: string | null, storeId?: string | null, expiresAt?: string }} Session
 * @typedef {{ accessToken: string, guestId: string, deviceId: string }} Guest
 * @typedef {{ log: string, deviceId: string | null, customer: string, guest: Guest | null }} Kept
 *   What the device remembers over a reload: its log, the name that numbers its edits, the customer that it is (empty for a guest), and the guest session that it began with.
 * @typedef {{ phase: 'signedOut' | 'guest' | 'customer' | 'ended', kept: Kept | undefined, isMergeDue: boolean }} Plan
 */

const unauthorized = 401;

export class Seat {
  #fetch;
  /** When the last token ends, in milliseconds since 1970 by the server's clock. */
  expiresAt = Infinity;

  /**
   * @param {string} name `phone`, `browser`, `till`.
   * @param {typeof fetch} fetch
   */
  constructor(name, fetch) {
    this.name = name;
    this.#fetch = fetch;
  }

  /** @returns {Promise<Session>} */
  async session() {
    const answer = await this.#fetch(`/session/${this.name}`, { cache: 'no-store' });
    if (!answer.ok) {
      throw new Error(`The session of ${this.name} cannot be read: ${answer.status}.`);
    }

    return answer.json();
  }

  /** The person's access token; undefined when they must sign in (again). */
  async token() {
    const answer = await this.#fetch(`/session/${this.name}/token`, { cache: 'no-store' });
    if (answer.status === unauthorized) {
      return undefined;
    }

    if (!answer.ok) {
      throw new Error(`The token of ${this.name} cannot be read: ${answer.status}.`);
    }

    const { accessToken, expiresAt } = /** @type {{ accessToken: string, expiresAt: string }} */ (await answer.json());
    this.expiresAt = Date.parse(expiresAt);
    return accessToken;
  }

  /**
   * Signs in as a development identity.
   * @param {Record<string, string>} identity
   * @returns {Promise<boolean>} False where there are none, or this browser may not use them.
   */
  async become(identity) {
    const answer = await this.#fetch(`/session/${this.name}/identity`, { method: 'POST', body: new URLSearchParams(identity), redirect: 'manual' });
    return answer.status === 204;
  }

  async signOut() {
    await this.#fetch(`/session/${this.name}/sign-out`, { method: 'POST', redirect: 'manual' });
  }

  /** Where a person signs in. */
  get signIn() {
    return `/session/${this.name}/sign-in?return=/channels`;
  }
}

/**
 * Decides whose cart a device shows, and in which log.
 *
 * One log is one person's cart on one device. A guest who signs in keeps theirs: the cart follows. Somebody else gets another one, and what waits in the first stays there until its person is back.
 * @param {string} name Of the seat.
 * @param {Session | undefined} session Undefined when it cannot be read now: then the last person is still here.
 * @param {Kept | undefined} kept
 * @returns {Plan}
 */
export function plan(name, session, kept) {
  if (!session?.signedIn) {
    if (kept?.customer) {
      return { phase: session ? 'ended' : 'customer', kept, isMergeDue: false };
    }

    return { phase: kept?.guest ? 'guest' : 'signedOut', kept: kept?.guest ? kept : undefined, isMergeDue: false };
  }

  const customer = session.subject ?? '';
  const deviceId = session.deviceId ?? null;
  const fits = deviceId === null || deviceId === kept?.deviceId;
  if (kept?.customer === customer && fits) {
    return { phase: 'customer', kept, isMergeDue: kept.guest !== null };
  }

  // A guest who has just signed in.
  if (kept?.customer === '' && kept.guest) {
    return fits
      ? { phase: 'customer', kept: { ...kept, customer }, isMergeDue: true }
      : { phase: 'customer', kept: { ...newLog(name, customer, deviceId), guest: kept.guest }, isMergeDue: true };
  }

  return { phase: 'customer', kept: newLog(name, customer, deviceId), isMergeDue: false };
}

/**
 * @param {string} name
 * @param {string} customer
 * @param {string | null} deviceId
 * @returns {Kept}
 */
const newLog = (name, customer, deviceId) => ({ log: `omnichannel-${name}-${customer}${deviceId ? `-${deviceId}` : ''}`, deviceId, customer, guest: null });

/**
 * @param {string} name
 * @param {Guest} guest
 * @returns {Kept}
 */
export const guestLog = (name, guest) => ({ log: `omnichannel-${name}-${guest.guestId}`, deviceId: guest.deviceId, customer: '', guest });

/** What a device remembers, in the browser's storage. */
export class Remembered {
  #name;
  #storage;

  /**
   * @param {string} name
   * @param {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} storage
   */
  constructor(name, storage) {
    this.#name = `omnichannel.channels.${name}`;
    this.#storage = storage;
  }

  /** @returns {any} Undefined when there is nothing, or nothing that can be read. */
  get() {
    try {
      return JSON.parse(this.#storage.getItem(this.#name) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {unknown} value */
  set(value) {
    try {
      if (value === undefined) {
        this.#storage.removeItem(this.#name);
      } else {
        this.#storage.setItem(this.#name, JSON.stringify(value));
      }
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
  }
}
