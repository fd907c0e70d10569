// Server-Sent Events of a response, as they come.

import { unbroken } from "/page/api.js";

/** Each event's `name`, `id` and `data`, which is JSON. */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unread = "";
  try {
    for (;;) {
      const { value, done } = await unbroken(reader.read());
      if (done) {
        return;
      }
      const blocks = (unread + value).split("\n\n");
      unread = blocks.pop();
      yield* blocks.map(event).filter(({ data }) => data !== undefined);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** A block of lines; one that is only a comment has no data. */
function event(block) {
  const fields = {};
  for (const line of block.split("\n")) {
    const [, name, value] = /^([a-z]+): ?(.*)$/s.exec(line) ?? [];
    if (name) {
      fields[name] = value;
    }
  }
  return { name: fields.event, id: fields.id, data: fields.data && JSON.parse(fields.data) };
}
