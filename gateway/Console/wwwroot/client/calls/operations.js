/** The address of a call. */
export function addressOf(base, template, options) {
    const path = template.replace(/\{(\w+)\}/g, (_, name) => {
        const value = options.path?.[name];
        if (value === undefined || value === '') {
            throw new TypeError(`${template} needs ${name}.`);
        }
        return encodeURIComponent(String(value));
    });
    const query = Object.entries(options.query ?? {}).flatMap(([name, value]) => [value].flat().filter(one => one !== undefined).map(one => [name, String(one)]));
    return base + path + (query.length > 0 ? `?${new URLSearchParams(query)}` : '');
}
