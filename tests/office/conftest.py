"""LibreOffice as a second reader of what we write, with the fonts that ship standing in for Malgun Gothic."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from callsheet.exports.fonts import font_folder

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir><cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="family" mode="assign" binding="strong"><string>NanumGothic</string></edit>
  </match>
</fontconfig>
"""


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[Path], pdfium.PdfDocument]:
    """Open a slide deck or workbook in LibreOffice and return what it prints, as a PDF."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice), which is not installed")
    settings = tmp_path / "fonts.conf"
    settings.write_text(_FONTS.format(fonts=font_folder(), cache=tmp_path / "cache"), encoding="utf-8")

    def convert(path: Path) -> pdfium.PdfDocument:
        command = [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
        subprocess.run(
            [*command, "--outdir", str(tmp_path / "pdf"), str(path)],
            check=True,
            capture_output=True,
            timeout=180,
            env=environment,
        )
        return pdfium.PdfDocument(tmp_path / "pdf" / f"{path.stem}.pdf")

    return convert
