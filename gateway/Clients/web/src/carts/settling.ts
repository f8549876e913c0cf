import { NonsenseError } from '../device/trouble.js';
import { cartOf, int64, saysSomething, stableVersionOf, versionOf, type ApplyOperationsResponse, type CartOperation, type MergeNote, type OperationResult, type Refusal, type ShoppingCart } from './contract.js';
import { placeOf, unanswered } from './counting.js';
import type { OperationBook } from './operationBook.js';
import type { LogChange, LoggedOperation } from './operationLog.js';

/** The server did an edit as far as its merge rules allow. */
export interface MergeRemark {
  readonly operation: CartOperation;
  /** The line concerned. */
  readonly lineId: string;
  /** What is not as the edit said, and why. */
  readonly note: MergeNote;
}

/** The server refused an edit for good. The view no longer has it. */
export interface OperationRefusal {
  readonly operation: CartOperation;
  /** Why. */
  readonly refusal: Refusal;
}

/** The answer to a batch, once it has been seen to make sense. */
export interface Answer {
  readonly cart: ShoppingCart & { cartId: string };
  readonly version: number;
  readonly stableVersion: number;
  /** One for each operation of the batch. */
  readonly results: readonly OperationResult[];
}

/** The answer to a batch, as far as it was taken. */
export interface Settlement {
  readonly change: LogChange;
  /** The number to go on with. */
  readonly due: number;
  /** Why the rest was not taken; undefined when all was. */
  readonly stopped: 'OUT_OF_ORDER' | 'DEVICE_LIMIT' | undefined;
  /** What the server did otherwise. */
  readonly remarks: readonly MergeRemark[];
  /** What it refused for good. */
  readonly refusals: readonly OperationRefusal[];
}

const outOfOrder = 'OPERATION_OUTCOME_OUT_OF_ORDER';
const settled = new Set(['OPERATION_OUTCOME_APPLIED', 'OPERATION_OUTCOME_MERGED', 'OPERATION_OUTCOME_DUPLICATE', 'OPERATION_OUTCOME_REJECTED']);

/**
 * The answer to a batch.
 * @throws {NonsenseError} It cannot be believed.
 */
export function answerOf(batch: readonly CartOperation[], value: unknown): Answer {
  const answer = (value ?? {}) as ApplyOperationsResponse;
  const cart = cartOf(answer.cart) as Answer['cart'];
  const [version, stableVersion] = [int64(answer.version, 'version'), int64(answer.stableVersion, 'stable version')];
  if (stableVersion > version || versionOf(cart) !== version || stableVersionOf(cart) > version) {
    throw new NonsenseError(`Its versions cannot be: ${version}, stable ${stableVersion}, the cart's ${cart.version}.`);
  }

  const results: unknown = answer.results;
  if (!Array.isArray(results) || results.length !== batch.length) {
    throw new NonsenseError(`It has not one result for each of ${batch.length} operations.`);
  }

  batch.forEach((operation, index) => check(operation, (results[index] ?? {}) as OperationResult));
  return { cart, version, stableVersion, results: results as OperationResult[] };
}

/** The number that an answer out of order asks for. */
export const dueOf = (result: OperationResult): number => int64(result.expectedDeviceSeq, 'expected number');

/** Decides what is settled and what goes again; every decision about the cart stays the server's. */
export function settle(book: OperationBook, cartId: string, batch: readonly CartOperation[], answer: Answer): Settlement {
  const pairs = batch.map((operation, index) => ({ operation, result: answer.results[index] ?? {} }));
  const first = pairs.findIndex(({ result }) => stopOf(result) !== undefined);
  const taken = first < 0 ? pairs : pairs.slice(0, first);
  const stopped = pairs[first];
  const due = stopped ? dueAt(stopped.operation, stopped.result) : numberOf(batch[batch.length - 1]) + 1;
  const changed = new Map<number, LoggedOperation>();
  const remarks: MergeRemark[] = [];
  const refusals: OperationRefusal[] = [];
  for (const { operation, result } of taken) {
    const logged = book.find(cartId, numberOf(operation));

    // Not kept: an empty operation that used up a number.
    if (!logged || logged.answered) {
      continue;
    }

    changed.set(logged.number, { ...logged, answered: { in: answer.cart.cartId, version: answer.version } });
    if (result.outcome === 'OPERATION_OUTCOME_MERGED' && result.note) {
      remarks.push({ operation: logged.operation, lineId: result.lineId ?? '', note: result.note });
    } else if (result.outcome === 'OPERATION_OUTCOME_REJECTED' && saysSomething(logged.operation)) {
      refusals.push({ operation: logged.operation, refusal: result.refusal ?? {} });
    }
  }

  return { change: changeOf(book.of(cartId), changed, due, answer), due, stopped: stopped && stopOf(stopped.result), remarks, refusals };
}

function changeOf(kept: readonly LoggedOperation[], changed: Map<number, LoggedOperation>, due: number, answer: Answer): LogChange {
  const removed = kept.filter(operation => operation.number < due && isStable(changed.get(operation.number) ?? operation, answer));
  for (const operation of kept.filter(operation => operation.number >= due && operation.answered)) {
    changed.set(operation.number, unanswered(operation));
  }

  return { removed: removed.map(placeOf), put: [...changed.values()].filter(operation => operation.number >= due || !isStable(operation, answer)) };
}

const isStable = ({ answered }: LoggedOperation, answer: Answer): boolean => answered?.in === answer.cart.cartId && answered.version <= answer.stableVersion;

// These leave the number free: the operation goes again.
const stopOf = (result: OperationResult): Settlement['stopped'] =>
  result.outcome === outOfOrder ? 'OUT_OF_ORDER'
  : result.outcome === 'OPERATION_OUTCOME_REJECTED' && result.refusal?.reason === 'DEVICE_LIMIT' ? 'DEVICE_LIMIT'
  : undefined;

const dueAt = (operation: CartOperation, result: OperationResult): number => (result.outcome === outOfOrder ? dueOf(result) : numberOf(operation));

const numberOf = (operation: CartOperation | undefined): number => Number(operation?.deviceSeq);

function check(operation: CartOperation, result: OperationResult): void {
  const fits = result.outcome === outOfOrder ? isBefore(dueOf(result), operation) : settled.has(String(result.outcome));
  if (result.deviceSeq !== operation.deviceSeq || !fits) {
    throw new NonsenseError(`Its result ${result.deviceSeq} (${result.outcome}) fits no operation that was sent.`);
  }
}

const isBefore = (due: number, operation: CartOperation): boolean => due >= 1 && BigInt(due) < BigInt(operation.deviceSeq ?? '0');
