"""What ours is compared with: the least that answers SPARQL, FastAPI over an on-disk store, without limits; run with a store and a port."""

import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from ontology.namespaces import PREFIXES

app = FastAPI()
store = Store.read_only(sys.argv[1])


@app.get("/sparql")
def sparql(query: str, request: Request) -> Response:
    answer = store.query(query, prefixes=PREFIXES)
    if isinstance(answer, QueryTriples):
        return Response(answer.serialize(format=RdfFormat.N_TRIPLES), media_type="application/n-triples")
    return Response(answer.serialize(format=QueryResultsFormat.JSON), media_type="application/sparql-results+json")


uvicorn.run(app, port=int(sys.argv[2]), log_level="error", access_log=False)
