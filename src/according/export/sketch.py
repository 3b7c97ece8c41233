"""A sketch map of places as SVG: where they lie to one another, on plain ground; each side by letter and colour."""

from __future__ import annotations

import math
from typing import Any

from according.export.site_parts import Html, joined, text

WIDTH, HEIGHT, EDGE = 720, 460, 46
# Okabe and Ito's colours, darkened for a pale ground.
COLOURS = ("#0b5d8f", "#c8700a", "#0d8a66", "#a4447e", "#7b6ac4", "#56606b")


def sketch(places: list[tuple[dict[str, Any], float, float]]) -> Html:
    """Places as (control state as JSON, latitude, longitude); nothing for fewer than two."""
    if len(places) < 2:
        return Html("")
    sides = list(dict.fromkeys(h["name"] for state, _, _ in places for h in state["holders"]))[: len(COLOURS)]
    lats, lons = [p[1] for p in places], [p[2] for p in places]
    squeeze = math.cos(math.radians(sum(lats) / len(lats)))
    span = max(max(lats) - min(lats), (max(lons) - min(lons)) * squeeze * HEIGHT / WIDTH, 0.05)
    scale = (HEIGHT - 2 * EDGE) / span
    mid_lat, mid_lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2

    def at(lat: float, lon: float) -> tuple[float, float]:
        return WIDTH / 2 + (lon - mid_lon) * squeeze * scale, HEIGHT / 2 - (lat - mid_lat) * scale

    km = 10 ** math.floor(math.log10(span * 111.2 / 3))
    bar = km / 111.2 * scale
    points = [(state, *at(lat, lon)) for state, lat, lon in places]
    taken = [(x - 9, y - 9, x + 9, y + 9) for _, x, y in points]
    dots = joined(_dot(state, x, y, sides) + _label(str(state["place"]), x, y, taken) for state, x, y in points)
    legend = joined(Html(f'<li><i style="background:{COLOURS[n]}">{chr(65 + n)}</i> <bdi>') + text(name) +
                    Html("</bdi></li>") for n, name in enumerate(sides))
    return Html(f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Sketch map; the list below has '
                f'the same"><rect width="{WIDTH}" height="{HEIGHT}" class="ground"/>') + dots + Html(
        f'<path d="M{EDGE} {HEIGHT - 16}h{bar:.1f}" class="bar"/><text x="{EDGE + bar + 6:.1f}" y="{HEIGHT - 11}">'
        f'{km} km</text></svg><figcaption>A sketch: places as they lie, no borders. Broken rings are disputed or '
        f'claimed only.<ul class=legend>') + legend + Html("</ul></figcaption></figure>")


def _dot(state: dict[str, Any], x: float, y: float, sides: list[str]) -> Html:
    name = state["holders"][0]["name"] if state["holders"] else None
    n = sides.index(name) if name in sides else None
    broken = ' stroke-dasharray="3 2"' if state["rivals"] or state["status"] != "held" else ""
    fill = COLOURS[n] if n is not None else "none"
    letter = f'<text x="{x:.1f}" y="{y + 3.6:.1f}" class="letter">{chr(65 + n)}</text>' if n is not None else ""
    return Html(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{fill}" class="dot"{broken}><title>') + \
        text(state["place"]) + Html(f"</title></circle>{letter}")


def _label(name: str, x: float, y: float, taken: list[tuple[float, float, float, float]]) -> Html:
    """The name where nothing else stands yet: right, left, below, above, or nowhere (the list has it)."""
    wide = len(name) * 6.6
    for anchor, left, base in (("start", x + 13, y + 4), ("end", x - 13 - wide, y + 4),
                               ("middle", x - wide / 2, y + 23), ("middle", x - wide / 2, y - 14)):
        box = (left, base - 10, left + wide, base + 3)
        if left > 0 and left + wide < WIDTH and not any(
                box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken):
            taken.append(box)
            at = {"start": left, "end": left + wide, "middle": x}[anchor]
            return Html(f'<text x="{at:.1f}" y="{base:.1f}" text-anchor="{anchor}">') + text(name) + Html("</text>")
    return Html("")
