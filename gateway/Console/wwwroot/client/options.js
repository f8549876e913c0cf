const second = 1000;
export const withDefaults = (options) => ({
    deadlineMs: 30 * second,
    attemptLimitMs: 10 * second,
    firstPauseMs: 100,
    longestPauseMs: 10 * second,
    silenceLimitMs: 45 * second,
    fetch: (...call) => globalThis.fetch(...call),
    ...options,
    address: options.address.replace(/\/+$/, ''),
});
