// A turn of the model, told to its end whatever becomes of the connection.

import { call, open, Refused, Unreachable } from "/page/api.js";
import { events } from "/page/events.js";

/** How long to wait before each further try, in milliseconds. */
const WAITS = [300, 1_000, 2_000, 4_000, 8_000];
const CONFLICT = 409;

const path = (session) => `/stream/${session}`;

/**
 * Says something to the assistant, and tells what it answers: the events of the API, and `interrupted` whenever the
 * connection is gone and is tried again. Fails as the API refuses, or with Unreachable after the last try.
 *
 * @param key under which the same message is said once, however often it has to be sent
 */
export async function* said(session, content, key, signal) {
  let sentBefore = false;
  /** Whether it arrived the first time, when no answer came back: what is being answered may be another device's. */
  const isAsked = async () => {
    const { messages } = (await call("GET", `/sessions/${session}`, { signal, background: true })).data;
    return messages.findLast(({ role }) => role === "user")?.content === content;
  };
  const send = async () => {
    try {
      return await open("POST", path(session), { body: { content }, key, signal });
    } catch (refusal) {
      if (sentBefore && refusal instanceof Refused && refusal.status === CONFLICT && (await isAsked())) {
        return follow(session, 0, signal);
      }
      throw refusal;
    } finally {
      sentBefore = true;
    }
  };
  yield* told(session, send, 0, signal);
}

/**
 * Tells the last turn of a session as `said` does.
 *
 * @param after how many characters of its text to leave out
 */
export async function* followed(session, after, signal, background = false) {
  yield* told(session, () => follow(session, after, signal, background), after, signal);
}

/** Has the running turn stop. */
export async function stop(session) {
  await open("DELETE", path(session));
}

const follow = (session, after, signal, background = false) =>
  open("GET", `${path(session)}?after=${after}`, { signal, background });

async function* told(session, first, after, signal) {
  let begin = first;
  let reached;
  let turn;
  for (let failures = 0; ; ) {
    try {
      for await (const event of events(await begin())) {
        if (event.name === "message.started") {
          if (turn && turn !== event.data.turnId) {
            // What is left of the first is in the session by now.
            throw new Refused(CONFLICT, "Another turn has begun meanwhile.", 0);
          }
          turn = event.data.turnId;
          reached ??= `${turn}:${after}`;
          begin = () => follow(session, reached, signal);
        }
        if (event.id) {
          // Only what is new counts: a connection that breaks at the same place again and again is given up.
          failures = 0;
          reached = event.id;
        }
        yield event;
        if (event.name === "message.completed" || event.name === "error") {
          return;
        }
      }
      throw new Unreachable();
    } catch (failure) {
      if (!(failure instanceof Unreachable) || failures === WAITS.length) {
        throw failure;
      }
      yield { name: "interrupted" };
      await patience(WAITS[failures++]);
      signal.throwIfAborted();
    }
  }
}

/** Waits so long, or until the browser says that there is a network again. */
function patience(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    addEventListener("online", resolve, { once: true });
  });
}
