import type { paths } from '../generated/api.js';

/** The contract's paths and methods as types: what a call needs and what it answers. */
export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';

type Json = 'application/json';
type Events = 'text/event-stream';

type OperationAt<M extends Method, P extends keyof paths> = NonNullable<paths[P][M]>;

type ContentOf<O, T extends string> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 | 202 ? (R[S] extends { content: { [K in T]: infer A } } ? A : never) : never }[keyof R]
  : never;

/** Paths that take a method, and answer with JSON. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? ([ContentOf<OperationAt<M, P>, Events>] extends [never] ? P : never) : never }[keyof paths];

/** Paths that are streams of events. */
export type StreamPath = { [P in keyof paths]: [ContentOf<OperationAt<'get', P>, Events>] extends [never] ? never : P }[keyof paths];

/** What a path answers to a method. */
export type AnswerOf<M extends Method, P extends keyof paths> = [ContentOf<OperationAt<M, P>, Json>] extends [never] ? undefined : ContentOf<OperationAt<M, P>, Json>;

/** The data of a stream's events. */
export type MessageOf<P extends StreamPath> = ContentOf<OperationAt<'get', P>, Events>;

type Parameters<O, Place extends string> = O extends { parameters: { [K in Place]?: infer V } } ? NonNullable<V> : never;
type Part<Name extends string, V> = [V] extends [never] ? { [N in Name]?: never } : object extends V ? { [N in Name]?: V } : { [N in Name]: V };
type BodyOf<O> = O extends { requestBody: { content: { [K in Json]: infer B } } }
  ? { body: B }
  : O extends { requestBody?: { content: { [K in Json]: infer B } } }
    ? { body?: B }
    : { body?: never };

/** What every call may be told. */
export interface CallOptions {
  /** Ends it. */
  signal?: AbortSignal;
  /** How long it may take with all its attempts. */
  deadlineMs?: number;
  /** The caller's own key: 1 to 128 visible ASCII characters. Without one the client makes it where the contract asks for it. */
  idempotencyKey?: string;
}

/** What a call of this path needs: the variables of its path, its query, its body. */
export type OptionsOf<M extends Method, P extends keyof paths> = CallOptions &
  Part<'path', Parameters<OperationAt<M, P>, 'path'>> & Part<'query', Parameters<OperationAt<M, P>, 'query'>> & BodyOf<OperationAt<M, P>>;

/** The options as an argument: it may be left out where nothing of it is needed. */
export type OptionsArgument<O> = object extends O ? [options?: O] : [options: O];

/** What a stream needs. It has no deadline. */
export type StreamOptionsOf<P extends StreamPath> = { signal?: AbortSignal; lastEventId?: string } &
  Part<'path', Parameters<OperationAt<'get', P>, 'path'>> & Part<'query', Parameters<OperationAt<'get', P>, 'query'>>;

/** The same without types, as it is sent. */
export interface AnyOptions extends CallOptions {
  path?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
  lastEventId?: string;
}

/** The address of a call. */
export function addressOf(base: string, template: string, options: AnyOptions): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = options.path?.[name];
    if (value === undefined || value === '') {
      throw new TypeError(`${template} needs ${name}.`);
    }

    return encodeURIComponent(String(value));
  });
  const query = Object.entries(options.query ?? {}).flatMap(([name, value]) => [value].flat().filter(one => one !== undefined).map(one => [name, String(one)]));
  return base + path + (query.length > 0 ? `?${new URLSearchParams(query)}` : '');
}
