// Pictures that can be taken along: SVG as drawn, or PNG at twice the size.
import { useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "letter-spacing", "text-transform", "paint-order", "stroke-linecap", "stroke-linejoin"];

function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const drawn = svg.querySelectorAll("*"), copied = copy.querySelectorAll("*");
  drawn.forEach((node, i) => {
    const style = getComputedStyle(node);
    for (const name of KEPT) copied[i]!.setAttribute(name, style.getPropertyValue(name));
    copied[i]!.removeAttribute("class");
  });
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(Math.round(width)));
  copy.setAttribute("height", String(Math.round(height)));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(document.documentElement).getPropertyValue("--paper").trim() || "#fff");
  const box = svg.viewBox.baseVal;
  for (const [name, value] of [["x", box.x], ["y", box.y], ["width", box.width], ["height", box.height]] as const) if (box.width) ground.setAttribute(name, String(value));
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

export function save(name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

async function png(text: string, width: number, height: number): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

/** A figure with its picture and the buttons to take it along. */
export function Picture({ name, label, children }: { name: string; label: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const take = async (kind: "svg" | "png") => {
    const svg = box.current?.querySelector("svg.picture") as SVGSVGElement | null;
    if (!svg) return;
    const text = standalone(svg);
    const { width, height } = svg.getBoundingClientRect();
    if (kind === "svg") save(`${name}.svg`, URL.createObjectURL(new Blob([text], { type: "image/svg+xml" })));
    else save(`${name}.png`, await png(text, width, height));
  };
  return (
    <figure class="figure">
      <div class="scroll" ref={box} tabIndex={0} role="group" aria-label={label}>{children}</div>
      <figcaption class="take noprint">
        <button type="button" class="quiet" onClick={() => take("svg")}>SVG</button>
        <button type="button" class="quiet" onClick={() => take("png")}>PNG</button>
      </figcaption>
    </figure>
  );
}
