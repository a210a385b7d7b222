// A query in, its whole answer out; an answer that breaks off or is too large for a page is an error, never a part.

const MOST_BYTES = 30_000_000;

/** The answer is larger than a page can show. */
export class TooLargeError extends Error {}

/** Why the server gave no answer; `line` and `column` tell where, if it is known. */
export class QueryError extends Error {
  constructor(problem, status) {
    super((problem?.detail ?? `the server answered ${status}`).replace(/\.$/, ""));
    this.line = problem?.line;
    this.column = problem?.column;
  }
}

/** Ask the server; aborting the signal closes the connection, which stops the query there. */
export async function readAnswer(text, signal) {
  const response = await reach({
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" },
    body: text,
    signal,
  });
  if (!response.ok) throw new QueryError(await response.json().catch(() => null), response.status);
  const body = await readBody(response);
  if (response.headers.get("content-type").startsWith("text/turtle")) {
    return { form: "graph", turtle: body, lines: body.split("\n").length - 1 };
  }
  let content;
  try {
    content = JSON.parse(body);
  } catch {
    throw new QueryError({ detail: "the answer was broken off by the server: a limit was reached" }, 200);
  }
  if ("boolean" in content) return { form: "boolean", boolean: content.boolean };
  return { form: "bindings", names: content.head.vars, rows: content.results.bindings };
}

async function reach(request) {
  try {
    return await fetch("/sparql", request);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new QueryError({ detail: "the server cannot be reached" }, 0);
  }
}

async function readBody(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parts = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > MOST_BYTES) {
        await reader.cancel();
        throw new TooLargeError(`more than ${MOST_BYTES / 1_000_000} MB`);
      }
      parts.push(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (error instanceof TypeError) throw new QueryError({ detail: "the answer was broken off by the server: a limit was reached" }, 200);
    throw error;
  }
  return parts.join("") + decoder.decode();
}
