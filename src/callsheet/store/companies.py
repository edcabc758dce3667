"""The companies of coverage.toml as rows."""

from callsheet.coverage import coverage
from callsheet.store.rows import Row


def covered_companies() -> list[Row]:
    """Return the rows of ``core_companies`` that the coverage in force gives."""
    covered = coverage()
    return [
        {
            "ticker": company.ticker,
            "name_en": company.name_en,
            "name_ko": company.name_ko,
            "fiscal_year_end_month": company.fiscal_year_end_month,
            "currency": company.currency,
            "headline_definition": company.headline_definition,
            "is_in_chart": company.ticker in covered.chart_companies,
        }
        for company in covered.companies
    ]
