import { randomName } from './random.js';
/**
 * A new idempotency key. Two are never alike. The client gives every call that needs one a key of its own and keeps it over all attempts. A caller that must survive
 * a reload in the middle of a call stores a key first, and hands it over again afterwards.
 */
export const newIdempotencyKey = () => randomName();
