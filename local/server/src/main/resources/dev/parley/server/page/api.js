// Calls of the API over HTTP, each of which is told to whoever listens to `calls`.

import { identity, keep } from "/page/identity.js";

/** What the API refused. */
export class Refused extends Error {
  constructor(status, sentence, retryAfter) {
    super(sentence);
    this.status = status;
    /** In seconds; 0 where the API did not say. */
    this.retryAfter = retryAfter;
  }
}

/** The server did not answer, or its answer broke off. */
export class Unreachable extends Error {
  constructor() {
    super("The server cannot be reached.");
  }
}

/**
 * Tells of every call, as an event `call` whose `detail` is the call: its `method`, `path`, `body` and `headers`, and
 * whether the page made it in the `background`, of its own accord; and, in a second event with the same object, the
 * `status` (0 for none) and the `milliseconds` that it took to come.
 */
export const calls = new EventTarget();

const JSON_BODY = { "Content-Type": "application/json" };

/** Signs a user in by name; whoever was signed in is not any more. */
export async function signIn(name) {
  const body = JSON.stringify({ username: name });
  const answer = await send({ method: "POST", path: "/local/token", body, headers: JSON_BODY });
  keep({ name, token: (await unbroken(answer.json())).access_token });
}

/** Calls the API, and gives what it answered. */
export async function call(method, path, options = {}) {
  const answer = await open(method, path, options);
  const text = await unbroken(answer.text());
  return text ? JSON.parse(text) : null;
}

/**
 * Calls the API, and gives the response when its head is there.
 *
 * @param options `body` to send as JSON; `key` under which the API does it once; `signal` to abort it; `background`
 *   for what nobody asked for
 */
export async function open(method, path, { body, key, signal, background } = {}) {
  const headers = {
    Authorization: `Bearer ${identity()?.token}`,
    ...(key && { "Idempotency-Key": key }),
    ...(body && JSON_BODY),
  };
  return send({ method, path, body: body && JSON.stringify(body), headers, background }, signal);
}

async function send(call, signal) {
  const begun = performance.now();
  tell(call);
  const { method, path, body, headers } = call;
  try {
    const answer = await unbroken(fetch(path, { method, body, headers, signal, cache: "no-store" }));
    call.status = answer.status;
    if (!answer.ok) {
      throw new Refused(answer.status, await reason(answer), Number(answer.headers.get("Retry-After") ?? 0));
    }
    return answer;
  } finally {
    call.status ??= 0;
    call.milliseconds = Math.round(performance.now() - begun);
    tell(call);
  }
}

function tell(call) {
  calls.dispatchEvent(new CustomEvent("call", { detail: call }));
}

/** What every group's refusals say in one of two fields. */
async function reason(answer) {
  const body = await answer.json().catch(() => ({}));
  return body.error ?? body.message ?? `The server answered ${answer.status}.`;
}

/** The same, but that a broken connection is Unreachable. */
export async function unbroken(promise) {
  try {
    return await promise;
  } catch (failure) {
    throw failure.name === "AbortError" ? failure : new Unreachable();
  }
}
