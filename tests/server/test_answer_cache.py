"""The store of kept answers: bounded by bytes, the least lately used first out, one release at a time."""

from server.sparql.cache import AnswerCache, CachedAnswer


def _answer(size: int) -> CachedAnswer:
    return CachedAnswer((), b"x" * size, 1)


def test_oldest_answer_goes_first() -> None:
    cache = AnswerCache(10_000, 5_000)
    for name in ("a", "b", "c"):
        cache.put(name, _answer(1_000))
    assert cache.get("a") is not None
    cache.put("d", _answer(1_000))
    assert cache.get("b") is None
    assert cache.get("a") is not None
    assert cache.size <= 10_000


def test_long_answer_is_not_kept() -> None:
    cache = AnswerCache(10_000, 100)
    cache.put("a", _answer(101))
    assert cache.get("a") is None


def test_cache_of_no_size_keeps_nothing() -> None:
    cache = AnswerCache(0, 100)
    cache.put("a", _answer(0))
    assert cache.get("a") is None


def test_new_release_frees_the_answers_of_the_old() -> None:
    cache = AnswerCache(10_000, 5_000)
    cache.keep_to("one")
    cache.put("a", _answer(10))
    cache.keep_to("one")
    assert cache.get("a") is not None
    cache.keep_to("two")
    assert (cache.size, cache.get("a")) == (0, None)
