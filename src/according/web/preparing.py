"""Putting incidents together beside the server, in a process of its own, so that whoever asks need not wait for it."""

from __future__ import annotations

import os
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from according.answer import kept_incidents
from according.packs.loader import load_packs
from according.store.record import Record, open_record

_NICE = 10


def prepare_beside(record: Record, where: str, packs: tuple[str, ...]) -> BaseProcess | None:
    """Start taking in all claims of a record, those known last first; it ends with the server. None: a small record,
    of which nothing is kept."""
    if not kept_incidents.is_kept(record):
        return None
    process = get_context("spawn").Process(target=prepare, args=(where, packs), name="incidents", daemon=True)
    process.start()
    return process


def prepare(where: str, packs: tuple[str, ...]) -> None:
    """Take in all claims of a record, at low priority."""
    with suppress(OSError, AttributeError):
        os.nice(_NICE)
    with open_record(where) as record:
        kept_incidents.prepare(record, load_packs(packs))
