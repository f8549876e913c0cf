const bytes = 16;
/** 128 random bits as hexadecimal digits. */
export function randomName() {
    const random = new Uint8Array(bytes);
    // Node 18 has no global crypto. The names are to be unlike each other, not to be secret.
    if (globalThis.crypto === undefined) {
        random.forEach((_, index) => (random[index] = Math.floor(Math.random() * 256)));
    }
    else {
        globalThis.crypto.getRandomValues(random);
    }
    return Array.from(random, byte => byte.toString(16).padStart(2, '0')).join('');
}
