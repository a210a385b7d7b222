"""What the tests do with a page: open it, find by CSS, wait, press keys, look into shadow roots."""

import contextlib
import sys
import time
from collections.abc import Callable
from typing import Any

ENTER, DOWN, TAB, ESCAPE = "\ue007", "\ue015", "\ue004", "\ue00c"
SECONDS = 15


class Browser:
    """A WebDriver session on one site."""

    def __init__(self, driver: Any, url: str) -> None:
        self.driver = driver
        self.url = url

    def open(self, path: str) -> None:
        self.driver.get(self.url + path)

    @property
    def path(self) -> str:
        return str(self.driver.current_url).removeprefix(self.url)

    def all(self, css: str, within: Any = None) -> list[Any]:
        return list((within or self.driver).find_elements("css selector", css))

    def one(self, css: str, within: Any = None) -> Any:
        return self.wait(lambda: next(iter(self.all(css, within)), None), css)

    def named(self, css: str, text: str, within: Any = None) -> Any:
        """The first element whose text contains a text."""
        return self.wait(lambda: next((e for e in self.all(css, within) if text in e.text), None), f"{css}: {text}")

    def wait(self, condition: Callable[[], Any], what: str = "") -> Any:
        """What a condition gives as soon as it gives something."""
        stale = sys.modules["selenium.common.exceptions"].StaleElementReferenceException
        end = time.monotonic() + SECONDS
        while True:
            with contextlib.suppress(stale):  # the page has redrawn itself in between
                if found := condition():
                    return found
            assert time.monotonic() < end, f"waited in vain for {what or condition}"
            time.sleep(0.05)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def set_date(self, css: str, day: str) -> None:
        """Set a date field; typing depends on the browser's language."""
        self.run("arguments[0].value = arguments[1]", self.one(css), day)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def tab_to(self, css: str) -> None:
        """Press Tab until an element that fits has the focus."""
        for _ in range(60):
            self.press(TAB)
            if self.run("return document.activeElement.matches(arguments[0])", css):
                return
        raise AssertionError(f"Tab does not lead to {css}")

    def insert(self, text: str) -> None:
        """Put text where the cursor is, as a paste does."""
        self.driver.execute_cdp_cmd("Input.insertText", {"text": text})

    def editor(self) -> Any:
        """The text of the query editor, in its shadow root."""
        self.wait(
            lambda: self.run("return document.querySelector('[data-query]')?.dataset.editorReady") == "yes", "editor"
        )
        return self.one(".cm-content", self.one(".editor-host").shadow_root)

    def complaints(self) -> list[str]:
        """Errors in the browser's log, but for those of requests that the page itself explains."""
        lines = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [line for line in lines if "Failed to load resource" not in line]
