export { OmnichannelClient } from './client.js';
export type { ClientOptions } from './options.js';
export { CallFailed, Refused, type FieldViolation } from './calls/refused.js';
export type { CallOptions } from './calls/operations.js';
export type { StreamEvent } from './calls/resumedStream.js';
export type { TokenSource } from './calls/tokenHolder.js';
export { newIdempotencyKey } from './idempotencyKey.js';
export type { components, paths } from './generated/api.js';

export { DeviceCart } from './carts/deviceCart.js';
export type { DeviceCartOptions } from './carts/deviceCartOptions.js';
export type { CartEvents, CartRedirect } from './carts/cartEvents.js';
export type { CartView, CartViewLine } from './carts/cartView.js';
export type { MergeRemark, OperationRefusal } from './carts/settling.js';
export type { CartLine, CartOperation, Fulfilment, LineReference, MergeNote, Refusal, ShoppingCart, Totals } from './carts/contract.js';
export { IndexedDbOperationLog, type IndexedDbLogOptions } from './carts/indexedDbOperationLog.js';
export { MemoryOperationLog } from './carts/memoryOperationLog.js';
export { LocalLocks, type Locks } from './carts/locks.js';
export type { Line, LogChange, LogContent, LoggedOperation, NumberedCart, OperationLog, OperationPlace } from './carts/operationLog.js';

export { DeviceLogError, type DeviceLogFault } from './device/deviceLogError.js';
export type { ClientTrouble, TroubleKind } from './device/trouble.js';
