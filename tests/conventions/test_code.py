"""The house rules that can be read off the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "nswp_members"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
MAX_LINES = 320
MAX_FUNCTION_LINES = 45
WORKPLACE = re.compile(r"/work/|/tmp/|--index-url|--extra-index-url|pypi\.org|deb\.debian\.org|registry\.npmjs")


def named(name: str) -> list[Path]:
    """Return the modules of this name in all domains."""
    return [path for path in MODULES if path.name == name]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def short(path: Path) -> str:
    """Return a path for the test's name."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", named("views.py"), ids=short)
def test_views_do_not_touch_the_database_session(path: Path) -> None:
    source = path.read_text()

    assert not re.search(r"from nswp_members\.core\.db import [^\n]*\bsession\b", source)
    assert not re.search(r"\bselect\(|\bdb\.session\b", source)


@pytest.mark.parametrize("path", named("services.py"), ids=short)
def test_services_do_not_commit(path: Path) -> None:
    assert not re.search(r"\bcommit\(|\brollback\(|with transaction\(", path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_jobs_are_asked_for_by_hint_only(path: Path) -> None:
    if path == PACKAGE / "app.py":
        return

    assert not re.search(r"\.delay\(|apply_async\(|send_task\(", path.read_text())


@pytest.mark.parametrize("path", named("tasks.py"), ids=short)
def test_tasks_take_ids_only(path: Path) -> None:
    for function in functions(path):
        if any("shared_task" in ast.unparse(one) for one in function.decorator_list):
            assert all(ast.unparse(one.annotation or ast.Constant("")) == "str" for one in function.args.args)
            assert all(one.arg.endswith("_id") for one in function.args.args)


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_modules_and_functions_stay_small(path: Path) -> None:
    too_long = [node.name for node in functions(path) if (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES]

    assert len(path.read_text().splitlines()) <= MAX_LINES
    assert not too_long


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_hold_no_inline_script_or_style(path: Path) -> None:
    if "mail" in path.parts:
        return

    assert not re.search(
        r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|src=\"data:", path.read_text()
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_name_no_other_host(path: Path) -> None:
    for address in re.findall(r"https?://[^\s\"'<>{]+", path.read_text()):
        assert address.startswith(("https://example.org", "http://www.w3.org"))


def test_each_test_mirrors_a_module() -> None:
    domains = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    strays = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        folder = path.parent.relative_to(ROOT / "tests")
        if folder.parts and folder.parts[0] in domains:
            module = PACKAGE / folder / path.name.removeprefix("test_")
            if not module.exists() and not module.with_suffix("").is_dir():
                strays.append(short(path))

    assert strays == []


def test_nothing_in_the_project_names_a_workplace_or_registry() -> None:
    kinds = {".py", ".html", ".txt", ".md", ".toml", ".in", ".sh", ".css", ".js", ".yml", ""}
    found = [
        short(path)
        for top in ("nswp_members", "local_stack", "docs", "benchmarks", "migrations", "bin")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and path.suffix in kinds and WORKPLACE.search(path.read_text(errors="ignore"))
    ]

    assert found == []
