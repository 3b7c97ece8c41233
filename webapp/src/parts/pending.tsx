// Incidents of a large record are put together while it is already shown: what is not there yet is said, and comes.
import { useEffect } from "preact/hooks";
import { askAgain } from "../api";
import { plural } from "./words";

const AGAIN = 10000; // milliseconds until it is asked again

export function Pending({ claims }: { claims: number }) {
  useEffect(() => {
    if (!claims) return;
    const timer = window.setTimeout(askAgain, AGAIN);
    return () => clearTimeout(timer);
  });
  return claims ? <p class="sub" role="status">{`${plural(claims, "claim")} still to be compared; more incidents will appear here by themselves.`}</p> : null;
}
