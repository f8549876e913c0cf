import { CallFailed, Refused } from '../calls/refused.js';
import { DeviceLogError } from './deviceLogError.js';

/**
 * What keeps edits from being settled. They are kept, and sent again by themselves.
 * - `offline`: the platform does not answer.
 * - `tokenRefused`: it does not take the token.
 * - `cartBusy`: a checkout runs, or a merge; edits go when it is over.
 * - `cartNotFound`: the cart is not the caller's, or not any more.
 * - `refused`: another refusal, of the call as a whole.
 * - `nonsenseAnswer`: the answer does not fit what was asked. Nothing was believed of it.
 * - `logDamaged`: the log was damaged and put aside; a new one was begun.
 * - `logFailed`: the answer could not be kept. It is asked for again.
 * - `numbersTaken`: numbers that this log had not sent are used: a copy of it is at work. What was not sent got new numbers.
 * - `handlerFailed`: a handler of an event threw.
 */
export type TroubleKind =
  | 'offline' | 'tokenRefused' | 'cartBusy' | 'cartNotFound' | 'refused' | 'nonsenseAnswer' | 'logDamaged' | 'logFailed' | 'numbersTaken' | 'handlerFailed';

/** Something that keeps edits from being settled. */
export interface ClientTrouble {
  readonly kind: TroubleKind;
  /** For a developer's log, in English. */
  readonly message: string;
  /** The error, where there is one. A tab that hears of it from another has none. */
  readonly cause?: unknown;
}

/** The answer does not fit what was asked. */
export class NonsenseError extends Error {}

/** The server takes the rest later. */
export class NotYetError extends Error {}

/** Puts a failure into the words of {@link TroubleKind}. */
export const troubleOf = (error: unknown): ClientTrouble => ({ kind: kindOf(error), message: error instanceof Error ? error.message : String(error), cause: error });

const unauthenticated = 401;
const notFound = 404;
const serverErrors = 500;

function kindOf(error: unknown): TroubleKind {
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

function kindOfRefusal(refused: Refused): TroubleKind {
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
