import { useState } from "preact/hooks";
import { enter, me, send } from "../api";
import { useTitle } from "../parts/shell";
import type { Me } from "../types";

export function SignIn() {
  const [error, setError] = useState("");
  useTitle("Sign in");
  const enterWith = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      me.value = await send<Me>("POST", "/api/session", { name: form.get("name"), password: form.get("password") });
      await enter();
    } catch (problem) {
      setError((problem as Error).message);
    }
  };
  return (
    <main class="signin">
      <form onSubmit={enterWith}>
        <h1>According</h1>
        <p>Who did what to whom, where and when, according to whom.</p>
        <label>Name<input name="name" autocomplete="username" required /></label>
        <label>Password<input name="password" type="password" autocomplete="current-password" required /></label>
        {error && <p class="notice" role="alert">{error}</p>}
        <button type="submit" class="main">Sign in</button>
        <p><small>On the machine that serves this page, open the address that was printed at the start: its key signs you in.</small></p>
      </form>
    </main>
  );
}
