"""Words and what they measure: sentences with offsets, quantities, periods, phrase matchers; English and Korean."""
