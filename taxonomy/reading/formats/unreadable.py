"""What is raised when a file gives no lines at all?"""

from __future__ import annotations


class UnreadableDocument(Exception):
    """The file cannot be read. The message is one plain sentence for the person who brought the file."""
