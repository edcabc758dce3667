"""``python -m callsheet.store`` writes the data dictionary into warehouse/README.md."""

from callsheet.shipped import shipped
from callsheet.store.dictionary import write_dictionary

if __name__ == "__main__":
    write_dictionary(shipped("warehouse/README.md"))
