/**
 * What keeps a log from being used.
 * - `full`: the browser gives no more room.
 * - `unusable`: it cannot be read or written: no IndexedDB here, the user has cleared the site's data, another version of the page has it.
 */
export type DeviceLogFault = 'full' | 'unusable';

/** The log could not be opened, or something could not be kept. Nothing of it was applied. */
export class DeviceLogError extends Error {
  override readonly name = 'DeviceLogError';
  /** What was in the way. */
  readonly fault: DeviceLogFault;

  constructor(fault: DeviceLogFault, log: string, cause?: unknown) {
    super(
      fault === 'full'
        ? `${log} could not be written: there is no room. Nothing of it was kept.`
        : `${log} could not be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause });
    this.fault = fault;
  }
}
