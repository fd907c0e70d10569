// Who is signed in. A reload stays signed in; another tab signs in on its own.

const KEPT = "parley.identity";

let current = JSON.parse(sessionStorage.getItem(KEPT));

/** The name and the access token of who is signed in, or null. */
export const identity = () => current;

/** Keeps who is signed in from now on; null forgets them, and all that is kept of what they did. */
export function keep(identity) {
  current = identity;
  if (identity) {
    sessionStorage.setItem(KEPT, JSON.stringify(identity));
  } else {
    sessionStorage.clear();
  }
}
