const polynomial = 0xedb88320;
const bits = 8;
const table = Uint32Array.from({ length: 2 ** bits }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < bits; bit++) {
        value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    }
    return value;
});
/** The CRC-32 of a text. It finds damage; it proves nothing against somebody who means harm. */
function checksum(text) {
    let value = ~0;
    for (let index = 0; index < text.length; index++) {
        const unit = text.charCodeAt(index);
        value = (table[(value ^ unit) & 0xff] ?? 0) ^ (value >>> bits);
        value = (table[(value ^ (unit >>> bits)) & 0xff] ?? 0) ^ (value >>> bits);
    }
    return ~value >>> 0;
}
/** What the database has is not what was written. */
export class DamagedLogError extends Error {
}
/**
 * A record with a checksum that ties it to its place: what was changed, or moved, does not pass for another.
 * @param place The store and the record's key in it.
 */
export function seal(place, value) {
    const body = JSON.stringify(value);
    return { body, checksum: checksum(JSON.stringify(place) + body) };
}
/** @throws {DamagedLogError} It is not what was written there. */
export function unseal(place, record) {
    const { body, checksum: written } = (record ?? {});
    if (typeof body !== 'string' || written !== checksum(JSON.stringify(place) + body)) {
        throw new DamagedLogError(`The record ${JSON.stringify(place)} is not what was written.`);
    }
    return JSON.parse(body);
}
