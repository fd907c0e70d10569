// How things are said.

import { Refused, Unreachable } from "/page/api.js";

const EXPIRED = 401;
const TOO_MANY = 429;

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });

/** A session by its title, or else by how it began. */
export function nameOf(session) {
  const [first] = session.messages;
  const known = first && session.messages.length === session.messageCount;
  return session.title ?? (known ? first.content.trim().split("\n")[0].slice(0, 80) : "Untitled conversation");
}

/** The assistant of a session; every other API can make one without. */
export const assistantOf = (session) => session.chatbotId?.name ?? session.chatbotId?.id ?? "No assistant";

/** A time today by the clock, any other by its date. */
export function when(time) {
  const then = new Date(time);
  return (then.toDateString() === new Date().toDateString() ? clock : date).format(then);
}

export const exactly = (time) => full.format(new Date(time));

/** Whether a call failed because it takes a new token. */
export const isExpired = (failure) => failure instanceof Refused && failure.status === EXPIRED;

/** What went wrong, in a sentence. */
export function problem(failure) {
  if (isExpired(failure)) {
    return "You are not signed in any more.";
  }
  if (failure instanceof Refused && failure.status === TOO_MANY) {
    return failure.retryAfter
      ? `Today's tokens do not suffice for this message. There are new ones in ${duration(failure.retryAfter)}.`
      : "That was too much at once. Try again in a moment.";
  }
  if (failure instanceof Refused || failure instanceof Unreachable) {
    return asSentence(failure.message);
  }
  throw failure;
}

/** How a turn ended, if there is more to say than that it did. */
export function ending(stopReason) {
  const endings = {
    stopped: "Stopped",
    incomplete: "Not complete: it broke off",
    max_tokens: "Cut at the model's limit",
  };
  return endings[stopReason] ?? "";
}

/** Whether there should be more of an answer that ended so. */
export const isIncomplete = (stopReason) => stopReason === "incomplete";

/** What an answer cost. */
export function tokens(usage) {
  return usage ? `${usage.inputTokens} tokens in, ${usage.outputTokens} out` : "";
}

function duration(seconds) {
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const asSentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
