"""Set the sample broker report: ``python docs/sample_report/build.py``.

The fonts come from the package koreanize-matplotlib, so the PDF is the same on a machine without Hangul fonts.
"""

from importlib.util import find_spec
from pathlib import Path

import typst

HERE = Path(__file__).parent
PDF = HERE.parents[1] / "transcripts" / "reports" / "gaonnuri_semiconductors_2025-02-03.pdf"


def build(pdf: Path = PDF) -> Path:
    """Write the report to ``pdf`` and return its path."""
    package = find_spec("koreanize_matplotlib")
    if package is None or package.origin is None:
        raise SystemExit("koreanize-matplotlib is not installed: it carries the fonts of the sample report")
    fonts = Path(package.origin).parent / "fonts"
    typst.compile(HERE / "sample_report.typ", output=pdf, font_paths=[fonts], ignore_system_fonts=True)
    return pdf


if __name__ == "__main__":
    print(build())
