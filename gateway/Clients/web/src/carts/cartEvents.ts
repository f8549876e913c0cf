import type { ClientTrouble } from '../device/trouble.js';
import type { CartView } from './cartView.js';
import type { MergeRemark, OperationRefusal } from './settling.js';

/** The device went over to another cart: its own was merged, or somebody else is signed in now. */
export interface CartRedirect {
  /** The cart before. */
  readonly from: string;
  /** The cart that new edits are for. */
  readonly to: string;
}

/** What a cart tells, in every tab. */
export interface CartEvents {
  /** The view is another one. */
  changed: CartView;
  /** The server's merge rules did an edit otherwise than it said. */
  mergeNoted: MergeRemark;
  /** The server refused an edit for good. */
  refused: OperationRefusal;
  /** The device went over to another cart. */
  redirected: CartRedirect;
  /** Something keeps edits from being settled. They are kept and go again. */
  trouble: ClientTrouble;
}

/** What the tab that sends tells of its answers. */
export type ToldEvent = Exclude<keyof CartEvents, 'changed'>;
