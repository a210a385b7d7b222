"""Dockerfile and compose file, read: they name only what exists, run as non-root, and open nothing that need not be."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli import main
from server.settings import PREFIX, SettingError, Settings, table

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()


def _steps(text: str) -> list[tuple[str, str]]:
    """Instruction and arguments of each step."""
    joined = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", text))
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in joined.splitlines() if line.strip()]


STEPS = _steps(DOCKERFILE)
FINAL = STEPS[max(at for at, (name, _) in enumerate(STEPS) if name == "FROM") :]


def test_what_is_copied_exists() -> None:
    sources = [path for name, text in STEPS if name == "COPY" and "--from" not in text for path in text.split()[:-1]]
    assert sources
    assert [path for path in sources if not (ROOT / path).exists()] == []


def test_what_a_build_reads_is_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = {
        "pyproject.toml",
        "hatch_build.py",
        project["project"]["readme"],
        "LICENSE",
        "ontology",
        "graph",
        "shapes",
        "server",
    }
    assert needed.isdisjoint(ignored)
    assert {".git", ".venv", "**/node_modules"} <= set(ignored)


def test_server_runs_as_a_user_who_is_not_root_and_owns_the_data() -> None:
    users = [text for name, text in FINAL if name == "USER"]
    assert users == ["spacepact"]
    made = next(text for name, text in FINAL if name == "RUN" and "useradd" in text)
    number = re.search(r"--uid (\d+)", made)
    assert number is not None and int(number[1]) >= 1_000
    assert "install -d -o spacepact -g spacepact /data" in made
    assert [name for name, _ in FINAL].index("USER") < [name for name, _ in FINAL].index("ENTRYPOINT")
    assert f'user: "{number[1]}:{number[1]}"' in COMPOSE


def test_image_holds_pinned_packages_and_no_source() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert [text for name, text in FINAL if name == "COPY"] == ["--from=build /opt/spacepact /opt/spacepact"]


def test_base_image_is_one_and_can_be_another() -> None:
    assert STEPS[0] == ("ARG", "BASE=python:3.12-slim")
    assert {text.partition(" ")[0] for name, text in STEPS if name == "FROM"} == {"${BASE}"}


def test_command_of_the_image_is_one_of_ours() -> None:
    entry = next(text for name, text in FINAL if name == "ENTRYPOINT")
    command = re.findall(r'"([^"]+)"', next(text for name, text in FINAL if name == "CMD"))
    assert entry == '["spacepact"]'
    help_text = CliRunner().invoke(main, [command[0], "--help"]).output
    assert all(part in help_text for part in command[1:] if part.startswith("--"))


def test_variables_are_settings() -> None:
    known = {row.environment for row in table()}
    assert set(re.findall(rf"{PREFIX}\w+", DOCKERFILE + COMPOSE)) <= known


def test_compose_has_no_template_that_could_be_handed_over_as_it_stands() -> None:
    assert "${" not in re.sub(r"#.*", "", COMPOSE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("TOKEN", "${SPACEPACT_TOKEN:-}"), ("PUBLIC_URL", "${SPACEPACT_PUBLIC_URL:-}"), ("PUBLIC_URL", "example.org")],
)
def test_template_that_nothing_was_put_into_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        Settings.load({PREFIX + name: value})


@pytest.mark.parametrize(("name", "value"), [("TOKEN", "aZ0-._~+/=="), ("PUBLIC_URL", "https://example.org/graph")])
def test_token_and_address_of_their_form_are_taken(name: str, value: str) -> None:
    assert getattr(Settings.load({PREFIX + name: value}), name.lower()) == value


def test_compose_shares_the_port_with_this_machine_only_and_takes_rights_away() -> None:
    assert 'ports: ["127.0.0.1:8000:8000"]' in COMPOSE
    assert "EXPOSE 8000" in DOCKERFILE
    assert 'volumes: ["graph:/data"]' in COMPOSE
    assert "SPACEPACT_DATA=/data" in DOCKERFILE
    for line in ("read_only: true", 'cap_drop: ["ALL"]', "no-new-privileges:true"):
        assert line in COMPOSE
