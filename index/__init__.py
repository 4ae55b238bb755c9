"""The full-text index: what is indexed, how a question is read, how hits are ranked and why.

The engine's contract: `index.engine.write` makes a generation in an empty directory, `index.engine.open_searcher` opens
it for reading, `index.engine.verify` proves it equal to a rebuild. The records of an answer are in `index.results`.
"""

import warnings

# Whoosh 2.7.4 was written before Python warned about `is` with a literal; its first import would print eight warnings.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*whoosh.*")
