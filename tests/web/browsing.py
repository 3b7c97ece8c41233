"""What the tests in a browser share: going to an address, and waiting until its view is drawn."""

READY = "html[data-ready='true']"


def ready(page, address):
    page.goto(address)
    drawn(page)


def drawn(page):
    page.wait_for_selector(READY, state="attached", timeout=60_000)


def settled(page):
    """After something that asks the server once more: the view is drawn anew, not still drawn as before."""
    page.wait_for_timeout(250)
    drawn(page)
