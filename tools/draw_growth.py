"""Draw how a record answers as it grows: `python tools/draw_growth.py SQLite=sqlite.json … -o growth.svg`.

Each panel has a title and files (`TITLE=FILE,FILE`), each what `according bench scale --data FOLDER --json` printed.
Both axes are logarithmic: claims across, milliseconds up; the dashed lines are what is aimed at.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 360, 56, 44, 14, 40
LINES = (
    ("who_holds_one_ms", "one place", "#0072b2"),
    ("who_holds_all_first_ms", "all places, after news", "#d55e00"),
    ("who_holds_all_on_ms", "all places, another day", "#cc79a7"),
    ("adding_1000_ms", "1,000 claims added", "#009e73"),
    ("search_ms", "full text", "#806600"),
)
AIMS = ((50, "one place 50 ms"), (300, "full text 300 ms"), (1000, "all places 1 s"), (2000, "adding 2 s"))
LEAST, MOST = 0, 5  # powers of ten of milliseconds


def panel(title: str, metrics: dict[str, dict[str, float]], at: int) -> list[str]:
    """One database's growth as SVG, its left edge at `at`."""
    sizes = sorted(int(size) for size in metrics)
    low, high = math.floor(math.log10(sizes[0])), math.ceil(math.log10(sizes[-1]) - 0.05)

    def x(size: float) -> float:
        return at + LEFT + (math.log10(size) - low) / max(high - low, 1) * (WIDTH - LEFT - RIGHT)

    def y(took: float) -> float:
        part = (math.log10(max(took, 10**LEAST)) - LEAST) / (MOST - LEAST)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)

    out = [f'<text x="{at + LEFT}" y="20" class="title">{escape(title)}</text>']
    for power in range(low, high + 1):
        out.append(f'<line x1="{x(10**power):.1f}" x2="{x(10**power):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
                   f'<text x="{x(10**power):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">10'
                   f'<tspan dy="-5" font-size="8">{power}</tspan></text>')
    for power in range(LEAST, MOST + 1):
        name = f"{10**power} ms" if power < 3 else f"{10 ** (power - 3)} s"
        out.append(f'<line x1="{at + LEFT}" x2="{at + WIDTH - RIGHT}" y1="{y(10**power):.1f}" y2="{y(10**power):.1f}"/>'
                   f'<text x="{at + LEFT - 6}" y="{y(10**power) + 3:.1f}" text-anchor="end">{name}</text>')
    for aim, name in AIMS:
        out.append(f'<line x1="{at + LEFT}" x2="{at + WIDTH - RIGHT}" y1="{y(aim):.1f}" y2="{y(aim):.1f}" '
                   f'class="aim"><title>aimed at: {name}</title></line>')
    for key, _, colour in LINES:
        points = [(x(size), y(metrics[str(size)][key])) for size in sizes if key in metrics[str(size)]]
        out.append(f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}" stroke="{colour}"/>')
        out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
    return out


def drawn(panels: list[tuple[str, dict[str, dict[str, float]]]]) -> str:
    """The whole picture as SVG."""
    width = WIDTH * len(panels)
    parts = [line for n, (title, metrics) in enumerate(panels) for line in panel(title, metrics, n * WIDTH)]
    for n, (_, name, colour) in enumerate(LINES):
        at, down = 20 + n % 3 * (width - 40) / 3, HEIGHT + 8 + n // 3 * 18
        parts.append(f'<circle cx="{at:.0f}" cy="{down}" r="4" fill="{colour}"/>'
                     f'<text x="{at + 9:.0f}" y="{down + 4}">{escape(name)}</text>')
    style = ("text{font:11px sans-serif;fill:#222}.title{font-size:13px;font-weight:bold}line{stroke:#ddd}"
             ".aim{stroke:#555;stroke-dasharray:4 3}polyline{fill:none;stroke-width:2}")
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT + 40}" role="img">'
            f"<title>Milliseconds by claims in the record</title><style>{style}</style>"
            f'<rect width="{width}" height="{HEIGHT + 40}" fill="#fff"/>{"".join(parts)}</svg>\n')


def main() -> None:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description="Draw how a record answers as it grows.")
    parser.add_argument("panels", nargs="+", metavar="TITLE=FILE,FILE", help="one panel of the picture")
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args()
    panels = []
    for panel_asked in given.panels:
        title, files = panel_asked.split("=", 1)
        metrics: dict[str, dict[str, float]] = {}
        for file in files.split(","):
            metrics |= json.loads(Path(file).read_text(encoding="utf-8"))["metrics"]
        panels.append((title, metrics))
    given.out.write_text(drawn(panels), encoding="utf-8")


if __name__ == "__main__":
    main()
