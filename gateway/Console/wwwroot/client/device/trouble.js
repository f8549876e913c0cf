import { CallFailed, Refused } from '../calls/refused.js';
import { DeviceLogError } from './deviceLogError.js';
/** The answer does not fit what was asked. */
export class NonsenseError extends Error {
}
/** The server takes the rest later. */
export class NotYetError extends Error {
}
/** Puts a failure into the words of {@link TroubleKind}. */
export const troubleOf = (error) => ({ kind: kindOf(error), message: error instanceof Error ? error.message : String(error), cause: error });
const unauthenticated = 401;
const notFound = 404;
const serverErrors = 500;
function kindOf(error) {
    if (error instanceof NonsenseError) {
        return 'nonsenseAnswer';
    }
    if (error instanceof NotYetError) {
        return 'refused';
    }
    if (error instanceof DeviceLogError) {
        return 'logFailed';
    }
    if (!(error instanceof CallFailed) || error.status === 0) {
        return 'offline';
    }
    if (error.status === unauthenticated) {
        return 'tokenRefused';
    }
    return error instanceof Refused ? kindOfRefusal(error) : error.status >= serverErrors ? 'offline' : 'nonsenseAnswer';
}
function kindOfRefusal(refused) {
    switch (refused.reason) {
        case 'CART_IN_CHECKOUT':
        case 'CONCURRENT_CHANGE':
            return 'cartBusy';
        case 'DEPENDENCY_UNAVAILABLE':
        case 'DEADLINE_EXCEEDED':
            return 'offline';
        default:
            return refused.status === notFound ? 'cartNotFound' : 'refused';
    }
}
