"""Single modules of NLTK load alone, and leave a later `import nltk` whole."""

from __future__ import annotations

import subprocess
import sys

STEMMER = 'part("nltk.stem.snowball", "nltk.corpus.stopwords").EnglishStemmer()'


def _python(code: str) -> str:
    script = f"import sys\nfrom allegedly.nltk_parts import part\n{code}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_stemmer_loads_without_the_rest_of_nltk() -> None:
    assert _python(f"print({STEMMER}.stem('sourcing'), 'numpy' in sys.modules)") == "sourc False"


def test_nothing_of_nltk_is_left_half_made() -> None:
    assert _python(f"{STEMMER}\nprint([m for m in sys.modules if m.split('.')[0] == 'nltk'])") == "[]"


def test_nltk_can_be_imported_afterwards() -> None:
    code = f"first = {STEMMER}\nfrom nltk.stem.snowball import EnglishStemmer, stopwords\n"
    assert _python(
        code + "print(first.stem('claims'), EnglishStemmer().stem('claims'), stopwords)"
    ).startswith("claim claim <")


def test_nltk_that_is_there_already_is_used_as_it_is() -> None:
    code = "import nltk.stem.snowball as snowball\nprint(part('nltk.stem.snowball') is snowball)"
    assert _python(code) == "True"
