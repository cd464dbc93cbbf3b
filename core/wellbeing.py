"""The seven well-being goals of the Well-being of Future Generations (Wales) Act 2015, section 4."""

import csv
from pathlib import Path

from core.bilingual import BilingualText

with (Path(__file__).parent / "data" / "wellbeing_goals.csv").open(encoding="utf-8") as _file:
    WELLBEING_GOALS: dict[str, BilingualText] = {
        row["slug"]: BilingualText(en=row["name_en"], cy=row["name_cy"]) for row in csv.DictReader(_file)
    }
