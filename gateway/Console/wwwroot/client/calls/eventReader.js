/**
 * Reads the event stream format of the HTML standard: fields by line, an empty line ends an event. Leaving the loop ends the connection.
 * @param silenceLimitMs Nothing for so long, not even a comment, and the connection counts as lost: that is an error.
 */
export async function* readEvents(body, silenceLimitMs) {
    const parser = new EventParser();
    const reader = body.getReader();
    try {
        for (let part = await soon(reader.read(), silenceLimitMs); !part.done; part = await soon(reader.read(), silenceLimitMs)) {
            yield* parser.take(part.value);
        }
    }
    finally {
        // It may have failed already: then there is nothing to end.
        await reader.cancel().catch(() => undefined);
    }
}
function soon(promise, limitMs) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Nothing came for ${limitMs} ms.`)), limitMs);
        promise.then(resolve, reject).finally(() => clearTimeout(timer));
    });
}
class EventParser {
    #decoder = new TextDecoder();
    #rest = '';
    #event = '';
    #id;
    #data = [];
    *take(bytes) {
        this.#rest += this.#decoder.decode(bytes, { stream: true });
        // A carriage return at the very end may be the first half of a line's end.
        const usable = this.#rest.endsWith('\r') ? this.#rest.length - 1 : this.#rest.length;
        const lines = this.#rest.slice(0, usable).split(/\r\n|\n|\r/);
        this.#rest = (lines.pop() ?? '') + this.#rest.slice(usable);
        for (const line of lines) {
            if (line !== '') {
                this.#field(line);
            }
            else if (this.#data.length > 0) {
                yield this.#end();
            }
            else {
                this.#event = '';
            }
        }
    }
    #end() {
        const event = { event: this.#event || 'message', id: this.#id, data: this.#data.join('\n') };
        this.#event = '';
        this.#data = [];
        return event;
    }
    #field(line) {
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        switch (name) {
            case 'data':
                this.#data.push(value);
                break;
            case 'event':
                this.#event = value;
                break;
            case 'id':
                this.#id = value;
                break;
            default:
                // A comment, or a field of tomorrow.
                break;
        }
    }
}
