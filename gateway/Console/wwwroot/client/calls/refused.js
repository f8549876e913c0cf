/** A call without the answer that it asked for. */
export class CallFailed extends Error {
    name = 'CallFailed';
    /** The HTTP status; 0 when nothing came back. It is 2xx when what came back is not what the contract says. */
    status;
    constructor(status, message, options) {
        super(message, options);
        this.status = status;
    }
}
/** A refusal that the contract names: the gateway's problem (RFC 9457). */
export class Refused extends CallFailed {
    name = 'Refused';
    /** Stable, UPPER_SNAKE_CASE, `CART_IN_CHECKOUT`. The comments of the rpc list them. */
    reason;
    /** Values that belong to the reason. */
    metadata;
    /** The bad fields, where a request was refused for them. */
    violations;
    /** Where waiting helps: for how long. */
    retryAfterMs;
    constructor(problem) {
        super(problem.status, `${problem.reason}: ${problem.detail ?? ''}`);
        this.reason = problem.reason;
        this.metadata = problem.metadata ?? {};
        this.violations = problem.violations ?? [];
        this.retryAfterMs = typeof problem.retryAfter === 'number' && problem.retryAfter >= 0 ? problem.retryAfter * msPerSecond : undefined;
    }
}
const msPerSecond = 1000;
const passing = new Set([0, 502, 503, 504]);
const passingReasons = new Set(['CONCURRENT_CHANGE', 'RATE_LIMITED', 'WATCHER_TOO_SLOW', 'TOO_MANY_STREAMS']);
/** The error that a bad status stands for. Nonsense in its body does not hide it. */
export function failureOf(status, text) {
    try {
        return problemOf(JSON.parse(text));
    }
    catch {
        return new CallFailed(status, `HTTP status ${status} without a problem that the contract knows.`);
    }
}
function problemOf(value) {
    const problem = value;
    if (typeof problem?.reason !== 'string' || problem.reason === '' || typeof problem.status !== 'number') {
        throw new TypeError('It is no problem.');
    }
    return new Refused(problem);
}
/** Whether the same call may succeed by itself a little later. */
export const isPassing = (failure) => passing.has(failure.status) || (failure instanceof Refused && passingReasons.has(failure.reason));
