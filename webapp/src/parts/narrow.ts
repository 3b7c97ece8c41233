// Whether the window is as narrow as a phone: pictures are then drawn upright, so that all of each can be seen.
import { useEffect, useState } from "preact/hooks";

const phone = matchMedia("(max-width: 700px)");

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(phone.matches);
  useEffect(() => {
    const changed = () => setNarrow(phone.matches);
    phone.addEventListener("change", changed);
    return () => phone.removeEventListener("change", changed);
  }, []);
  return narrow;
}
