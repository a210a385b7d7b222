// The queries that were asked in this browser, newest first; kept here only, never sent.

const KEY = "spacepact.queries";
const MOST = 20;

/** The queries as {text, at}. */
export function remembered() {
  try {
    const known = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(known) ? known.filter((one) => typeof one?.text === "string") : [];
  } catch {
    return [];
  }
}

/** Put a query in front. */
export function remember(text) {
  const others = remembered().filter((one) => one.text !== text);
  store([{ text, at: Date.now() }, ...others].slice(0, MOST));
}

/** Forget all. */
export function forget() {
  store([]);
}

function store(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    // A browser that keeps nothing simply has no history.
  }
}
