"""A folder of documents, with all that a listing has to tell apart, for tests of sources that lie elsewhere."""

from pathlib import Path

from test_build_again import contents
from toy_extraction import toy_pipeline

from graph.build import BuildReport, build

FILES = {
    "members.txt": "Pakistan is a full-member of APSCO. Mexico is an observer of APSCO.",
    "plan.md": "# A plan\n\nThe text begins here. NASA and ESA will sign an agreement on 2024-09.",
    "plan.md.meta.toml": 'title = "The plan of 2024"\nissued = 2024-01-05\n',
    "sub/signed.html": "<html><body><p>NASA and ESA signed an agreement on 2024-10-05.</p></body></html>",
    "sub/signed.meta.toml": 'publisher = "ESA"\n',
    "sub/deeper/launch.txt": "Sample Explorer was launched on 2023-01-02.",
    "empty.txt": "",
    ".hidden/secret.txt": "Iran is a full-member of APSCO.",
    ".b.txt": "Iran is a full-member of APSCO.",
    "make.py": "print()",
    ".spacepactignore": "*.py\n",
}
NAMES = ["empty.txt", "launch.txt", "members.txt", "plan.md", "signed.html"]


def folder_in(parent: Path, files: dict[str, str] = FILES) -> Path:
    folder = parent / "in"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def built(data: Path, *sources: Path | str) -> BuildReport:
    return build(sources, data, toy_pipeline())


def content(data: Path, *sources: Path | str) -> dict[str, bytes]:
    """All bytes on which the id of a release of the sources depends."""
    return contents(built(data, *sources).release)
