import type { TokenSource } from './calls/tokenHolder.js';

/** How a client reaches the platform. */
export interface ClientOptions {
  /** The gateway's address, `https://shop.example`. */
  readonly address: string;
  /** Gives a bearer token. It is asked once, and once more when the platform no longer takes the token. */
  readonly token: TokenSource;
  /** The device's stable name. Set it when the tokens carry a `device_id`: it must be the same. Else each operation log has a name of its own. */
  readonly deviceId?: string;
  /** How long a call may take with all its attempts, where the caller gives no deadline. Streams have none. */
  readonly deadlineMs?: number;
  /** How long one attempt may take before the next one. */
  readonly attemptLimitMs?: number;
  /** The pause before the first repetition. Each further one is twice as long, with a random part. */
  readonly firstPauseMs?: number;
  /** The longest pause that the client chooses by itself. */
  readonly longestPauseMs?: number;
  /** A stream that is silent for longer has lost its connection: the gateway says something every 15 s. */
  readonly silenceLimitMs?: number;
  /** What carries the calls; the global `fetch` when absent. */
  readonly fetch?: typeof fetch;
}

/** The same with all defaults. */
export type SetOptions = Required<Omit<ClientOptions, 'deviceId'>> & Pick<ClientOptions, 'deviceId'>;

const second = 1000;

export const withDefaults = (options: ClientOptions): SetOptions => ({
  deadlineMs: 30 * second,
  attemptLimitMs: 10 * second,
  firstPauseMs: 100,
  longestPauseMs: 10 * second,
  silenceLimitMs: 45 * second,
  fetch: (...call) => globalThis.fetch(...call),
  ...options,
  address: options.address.replace(/\/+$/, ''),
});
