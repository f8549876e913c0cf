/** Which cart a device edits. All tabs that share a log say the same. */
export interface DeviceCartOptions {
  /** The market, `IT`. */
  readonly market: string;
  /** A cart that the device joined by handoff; absent for the caller's active cart of the market. */
  readonly cartId?: string;
  /** For agents: whose cart it is. */
  readonly ownerId?: string;
  /** Follow what other devices do; true when absent. Without it the view is as of the last answer. */
  readonly watch?: boolean;
}
