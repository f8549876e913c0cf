/** The log could not be opened, or something could not be kept. Nothing of it was applied. */
export class DeviceLogError extends Error {
    name = 'DeviceLogError';
    /** What was in the way. */
    fault;
    constructor(fault, log, cause) {
        super(fault === 'full'
            ? `${log} could not be written: there is no room. Nothing of it was kept.`
            : `${log} could not be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
        this.fault = fault;
    }
}
