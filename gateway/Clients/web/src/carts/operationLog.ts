import type { CartOperation, ShoppingCart } from './contract.js';

/** Where an edit is kept. */
export interface OperationPlace {
  /** The cart that it was made for; empty while the device has not been told which one it has. */
  readonly cartId: string;
  /** Its `deviceSeq`. */
  readonly number: number;
}

/** An edit as it is kept: under its number until the cart can no longer lose it. */
export interface LoggedOperation extends OperationPlace {
  /** The edit, with the version that the device had seen. */
  readonly operation: CartOperation;
  /** Who answered it, and that cart's version in the answer; absent while nobody has. */
  readonly answered?: { readonly in: string; readonly version: number };
}

/** How far a device has counted on a cart. */
export interface NumberedCart {
  readonly cartId: string;
  /** The number of the next edit. */
  readonly nextNumber: number;
  /** Numbers up to here may have reached the server. */
  readonly sentThrough: number;
  /** The cart that the device followed it to; absent while it follows none. */
  readonly movedTo?: string;
}

/** All that a log has. */
export interface LogContent {
  /** The log's own name, made with it and unlike any other's. */
  readonly name: string;
  /** Raised by every change. */
  readonly revision: number;
  /** The cart that new edits are for; empty while it is not known. */
  readonly current: string;
  /** The carts that it has counted on. */
  readonly carts: readonly NumberedCart[];
  /** The carts as the server last showed them. */
  readonly seen: readonly ShoppingCart[];
  /** The edits that are kept. */
  readonly operations: readonly LoggedOperation[];
}

/** What one step changes: written whole or not at all. */
export interface LogChange {
  /** The new current cart. */
  readonly current?: string;
  /** Carts in their new state. */
  readonly carts?: readonly NumberedCart[];
  /** Carts as the server shows them now. */
  readonly seen?: readonly ShoppingCart[];
  /** Edits that go. They go before others come. */
  readonly removed?: readonly OperationPlace[];
  /** New edits, and edits in their new state. */
  readonly put?: readonly LoggedOperation[];
}

/** One tab's line to the others that have the log open. */
export interface Line {
  /** Tells all others. */
  post(message: unknown): void;
  close(): void;
}

/** Keeps the edits of one cart, for all tabs together: in IndexedDB, or in memory. */
export interface OperationLog {
  /** Where a damaged log was put aside when this one was opened; undefined when it was sound. */
  readonly damaged: string | undefined;

  /** Everything that is kept. */
  read(): Promise<LogContent>;

  /**
   * Writes what a step changes. Nobody else writes between what the step knows and what it writes, so numbers that it takes are its own. When it resolves, the change
   * survives the tab, the browser and the machine's power, as far as the log promises that.
   * @param known Which log, and how much of it, the caller knows.
   * @param step Is given the whole content when the log has come further than that.
   * @returns The new revision.
   * @throws {DeviceLogError} Nothing of it was written.
   */
  update(known: Pick<LogContent, 'name' | 'revision'>, step: (news?: LogContent) => LogChange): Promise<number>;

  /** Opens a line to the other tabs. */
  connect(listener: (message: unknown) => void): Line;

  /**
   * Waits for its turn, and then runs `send` while no other tab runs its own. The turn ends with it, or with the tab.
   * @param signal Ends the waiting.
   */
  lead(send: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;

  close(): void;
}
