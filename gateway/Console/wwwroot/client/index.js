export { OmnichannelClient } from './client.js';
export { CallFailed, Refused } from './calls/refused.js';
export { newIdempotencyKey } from './idempotencyKey.js';
export { DeviceCart } from './carts/deviceCart.js';
export { IndexedDbOperationLog } from './carts/indexedDbOperationLog.js';
export { MemoryOperationLog } from './carts/memoryOperationLog.js';
export { LocalLocks } from './carts/locks.js';
export { DeviceLogError } from './device/deviceLogError.js';
