// An answer while it is given, and the button that stops it.

import { Refused } from "/page/api.js";
import { by, focusToType, say, speak } from "/page/dom.js";
import { showList } from "/page/list.js";
import { addAnswer } from "/page/messages.js";
import { add, isActive, read, session, show } from "/page/session.js";
import { stop } from "/page/turn.js";
import { asSentence, assistantOf, ending, isIncomplete, problem } from "/page/words.js";

const NOT_FOUND = 404;
const CONFLICT = 409;
/** When to look whether a first complete turn has brought a title, in milliseconds. */
const TITLE_LOOKS = [1_500, 2_000, 3_000];

/** The sessions in which a title was looked for. */
const lookedAt = new Set();

let running = false;
let stopping = false;

export const isAnswering = () => running;

export const isGone = (failure) => failure instanceof Refused && failure.status === NOT_FOUND;

/**
 * Shows an answer as it is told, and what becomes of it.
 *
 * @param asked the number of the message that it answers, where that is stored
 * @param stored is given that number, where the message is new
 * @param instead an answer that this one takes the place of, once it has begun
 * @param again opens the conversation once more
 * @param retry gives what asks once more for an answer to the message of a number, in the place of one shown; or
 *   nothing, where that cannot be
 * @returns whether it has begun
 */
export async function tell(turn, signal, { asked, stored, instead, again, retry }) {
  const answer = addAnswer();
  const anew = () => {
    const ask = retry(asked);
    return ask && (() => ask(answer.isSilent() ? answer : undefined));
  };
  let begun = false;
  answering(true);
  try {
    for await (const event of turn) {
      if (event.name === "interrupted") {
        say(by("notice"), "The connection is gone. Trying again…");
        continue;
      }
      by("notice").replaceChildren();
      if (event.name === "message.started" && !begun) {
        asked = started(event.data.seq, asked);
        stored?.(asked);
        instead?.remove();
        begun = true;
      } else if (event.name === "message.delta") {
        answer.append(event.data.text);
      } else if (event.name === "message.completed") {
        answer.complete(event.data, anew());
        completed(event.data, signal);
      } else if (event.name === "error") {
        await failed(event.data.message, answer, signal, anew());
      }
    }
  } catch (failure) {
    if (!signal.aborted) {
      begun ? answer.fail(answer.isSilent() ? "No answer yet." : "Not complete.") : answer.remove();
      explain(failure, asked, again);
    }
  } finally {
    if (!signal.aborted) {
      answering(false);
      showList();
    }
  }
  return begun;
}

/** Shows whether an answer is being given, which can be stopped once it has begun. */
export function answering(is) {
  const focused = document.activeElement === by("stop");
  running = is;
  by("send").hidden = is;
  by("stop").hidden = !is;
  stoppable(false);
  if (focused && !is) {
    focusToType();
  }
}

/** Has the answer end where it is. */
export async function stopAnswer() {
  if (!running || stopping || by("stop").disabled) {
    return;
  }
  stopping = true;
  by("stop").textContent = "Stopping";
  try {
    await stop(session().id);
  } catch (failure) {
    // Where nothing runs any more, the end is on its way.
    if (!isGone(failure)) {
      stoppable(true);
      say(by("notice"), problem(failure));
    }
  }
}

function stoppable(is) {
  stopping = false;
  by("stop").disabled = !is;
  by("stop").textContent = "Stop";
}

function started(seq, asked) {
  if (asked && seq !== asked) {
    throw new Refused(NOT_FOUND, "No answer to this message was streamed", 0);
  }
  stoppable(true);
  speak(`${assistantOf(session())} is answering.`);
  return seq;
}

/** Says why there is no answer, or no more of it. */
async function failed(sentence, answer, signal, retry) {
  const silent = answer.isSilent();
  const over = await howOver(signal);
  let why = silent ? "No answer came; your message is kept." : `Not complete. ${asSentence(sentence)}`;
  if (over) {
    why = silent
      ? `No answer came before the conversation was ${over}.`
      : `The conversation was ${over} before the answer was complete. This part of it is not kept.`;
  }
  answer.fail(why, { dropped: Boolean(over) && !silent, retry: over ? undefined : retry });
  speak(why);
}

/** What has become of the conversation meanwhile, if it does not go on. */
async function howOver(signal) {
  try {
    await read(session().id, signal, true);
    return isActive() ? "" : "ended";
  } catch (failure) {
    signal.throwIfAborted();
    return isGone(failure) ? "deleted" : "";
  }
}

function completed({ message, stopReason }, signal) {
  const how = ending(stopReason);
  speak(`${how && `${how}. `}${assistantOf(session())}: ${message?.content ?? ""}`);
  if (message) {
    add(message.seq, "assistant", message.content);
  }
  if (!session().title && !isIncomplete(stopReason) && !lookedAt.has(session().id)) {
    lookedAt.add(session().id);
    lookForTitle(session().id, signal);
  }
}

/** A session without a title is given one behind its first complete turn. */
async function lookForTitle(id, signal) {
  for (const wait of TITLE_LOOKS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (signal.aborted || running || session().title) {
      return;
    }
    await read(id, signal, true).catch(() => {});
    if (!signal.aborted && session().title) {
      show(session());
    }
  }
}

function explain(failure, stored, again) {
  const notice = by("notice");
  if (failure.status === CONFLICT) {
    say(notice, problem(failure), "Show it", again);
  } else if (stored && isGone(failure)) {
    say(notice, "There is no answer to this message, or not yet.", "Look again", again);
  } else if (isGone(failure)) {
    say(notice, problem(failure), "Look again", again);
  } else {
    say(notice, problem(failure), ...(stored ? ["Try again", again] : []));
  }
}
