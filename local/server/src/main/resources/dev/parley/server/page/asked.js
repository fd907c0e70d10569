// What was asked last, and its key. Under that it is stored once, however often it is sent, and an answer that is
// missing is asked for again. A reload knows it still.

const KEPT = "parley.asked";

let last = JSON.parse(sessionStorage.getItem(KEPT));

/** The key under which to say something in a session: that of before, where the same could not be said. */
export function keyFor(id, content) {
  if (last?.id !== id || last.content !== content || last.seq) {
    remember({ id, content, key: crypto.randomUUID() });
  }
  return last.key;
}

/** What was asked last is stored by now, under that number. */
export function stored(seq) {
  remember({ ...last, seq });
}

/** The `content` and the `key` of the message of that number, where it was asked last and from here. */
export const askedAs = (id, seq) => (last?.id === id && last.seq === seq ? last : undefined);

function remember(asked) {
  last = asked;
  sessionStorage.setItem(KEPT, JSON.stringify(asked));
}
