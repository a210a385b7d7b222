"""The repository as a whole: layout, licences, declared dependencies, and nothing in it that belongs to one machine."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = {"ontology", "graph", "server", "shapes", "tests"}
CODE = sorted(
    path
    for folder in sorted(FOLDERS - {"tests"})
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
# Distributions whose import name is not their own name.
IMPORT_NAMES = {
    "pyahocorasick": "ahocorasick",
    "pyshifty": "shifty",
    "python-docx": "docx",
    "python-pptx": "pptx",
    "markdown-it-py": "markdown_it",
}


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requirements = [
        *project["dependencies"],
        *(r for extra in project["optional-dependencies"].values() for r in extra),
    ]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in requirements}  # type: ignore[index]
    return {IMPORT_NAMES.get(name, name).replace("-", "_").lower() for name in names}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_no_folder_beside_the_five() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if path.parent != ROOT}
    assert {folder for folder in folders if not folder.startswith(".")} == FOLDERS


def test_licence_is_apache_2() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text()
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == "Apache-2.0"


def test_no_path_of_one_machine_and_no_package_index() -> None:
    pattern = re.compile(rb"(?<![\w.])/(?:work|root|farm)/\w|https?://(?:registry|files|deb|pypi)\.[\w.]+")
    texts = {".py", ".md", ".toml", ".ttl", ".lock", ".js", ".html", ".css", ".rq", ".yaml", ".yml", ".sh", ""}
    found = [str(p.relative_to(ROOT)) for p in tracked() if p.suffix in texts and pattern.search(p.read_bytes())]
    assert found == []


def test_lock_files_pin_every_dependency_with_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
        assert all(re.match(r"[\w.\[\]-]+==\S+", block) and "--hash=sha256:" in block for block in blocks), name


def test_lock_file_holds_every_declared_dependency() -> None:
    locked = {
        line.partition("==")[0].lower()
        for line in (ROOT / "requirements-dev.lock").read_text().splitlines()
        if "==" in line
    }
    assert {IMPORT_NAMES.get(name, name).replace("-", "_") for name in locked} >= declared()


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_imports_only_what_is_declared(path: Path) -> None:
    known = declared() | FOLDERS | set(sys.stdlib_module_names)
    assert imported(path) <= known


def test_tests_import_only_what_is_declared() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    known = declared() | FOLDERS | set(sys.stdlib_module_names) | {path.stem for path in [*tests, *ROOT.glob("*.py")]}
    assert {path.name: rest for path in tests if (rest := imported(path) - known)} == {}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_says_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "no sentence on top"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_stay_short_and_errors_are_named(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name}, line {node.lineno}"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None and getattr(node.type, "id", "") not in {"Exception", "BaseException"}, (
                node.lineno
            )
