// The last calls of the API, each as a command that can be copied.

import { calls } from "/page/api.js";
import { by, make, speak } from "/page/dom.js";
import { identity } from "/page/identity.js";

const SHOWN = 12;

let latest = [];
let chosen = null;

/** Shows every call from now on. */
export function showCalls() {
  calls.addEventListener("call", ({ detail }) => {
    if (!latest.includes(detail)) {
      latest = [detail, ...latest].slice(0, SHOWN);
      chosen = latest.includes(chosen) ? chosen : null;
    }
    draw();
  });
  by("copy").onclick = copy;
}

function draw() {
  const last = lastMade();
  by("calls").hidden = false;
  by("last-call").textContent = line(last);
  by("call-list").replaceChildren(...latest.map(item));
  by("command").textContent = command(chosen ?? last);
}

/** What somebody did last; what the page looked up by itself after it is only listed. */
const lastMade = () => latest.find((call) => !call.background) ?? latest[0];

function item(call) {
  const choose = () => {
    chosen = call === lastMade() ? null : call;
    draw();
    by("call-list").querySelector("[aria-pressed=true]").focus();
  };
  const pressed = String(call === (chosen ?? lastMade()));
  const button = make("button", { type: "button", className: "quiet", ariaPressed: pressed, onclick: choose });
  button.append(make("code", { textContent: line(call) }));
  return make("li", {}, button);
}

function line({ method, path, status, milliseconds }) {
  const outcome = status === undefined ? "…" : status === 0 ? "no answer" : `${status}, ${milliseconds} ms`;
  return `${method} ${path.replace(/\?.*/, "").replace(/([0-9a-f]{6})[0-9a-f]{18}/, "$1…")} ${outcome}`;
}

/** The call for a shell, and before it a line that gets the token that it takes. */
function command({ method, path, body, headers }) {
  const address = location.origin;
  const parts = [`curl -s${path.startsWith("/stream/") ? "N" : ""} ${quoted(address + path)}`];
  if (method !== (body ? "POST" : "GET")) {
    parts[0] += ` -X ${method}`;
  }
  const lines = [];
  for (const [name, value] of Object.entries(headers)) {
    if (name === "Authorization") {
      const user = quoted(JSON.stringify({ username: identity()?.name }));
      lines.push(
        `TOKEN=$(curl -s ${address}/local/token -d ${user} | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')`,
      );
      parts.push('-H "Authorization: Bearer $TOKEN"');
    } else {
      parts.push(`-H ${quoted(`${name}: ${value}`)}`);
    }
  }
  if (body) {
    parts.push(`-d ${quoted(body)}`);
  }
  return [...lines, parts.join(" \\\n  ")].join("\n");
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

async function copy() {
  const button = by("copy");
  try {
    await navigator.clipboard.writeText(by("command").textContent);
    button.textContent = "Copied";
    speak("Copied");
  } catch {
    // Not allowed to: it is selected, so that a key copies it.
    getSelection().selectAllChildren(by("command"));
    button.textContent = "Selected";
    speak("Selected");
  }
  setTimeout(() => (button.textContent = "Copy"), 2_000);
}
