// The page's elements. Whatever comes from elsewhere becomes text, never markup.

/** The element of that id. */
export const by = (id) => document.getElementById(id);

/** A new element with properties, and with elements and texts in it. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Shows a sentence in an area, and beside it a button if there is something to do. */
export function say(area, sentence, label, action) {
  const button = label ? [make("button", { type: "button", textContent: label, onclick: action })] : [];
  area.replaceChildren(make("p", { textContent: sentence }), ...button);
}

/** Says in an area that something is on its way, unless it is there at once. */
export function sayLoading(area) {
  area.replaceChildren(make("p", { className: "loading", textContent: "Loading…" }));
}

/** Has a screen reader say something once. */
export function speak(sentence) {
  by("spoken").textContent = sentence;
}

/** Has a title that is cut off be seen whole while the pointer is on it. */
export function showCutOff() {
  addEventListener("pointerover", ({ target }) => {
    if (target.matches("#title, #list .name")) {
      target.title = target.scrollWidth > target.clientWidth ? target.textContent : "";
    }
  });
}

/** Goes on at the message to be written, or above what a keyboard on the screen would cover. */
export function focusToType() {
  const typing = by("composer").checkVisibility() && !matchMedia("(pointer: coarse)").matches;
  by(typing ? "text" : "title").focus();
}
