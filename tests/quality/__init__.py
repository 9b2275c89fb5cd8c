"""The measured floors, a package of its own so that its conftest does not hide the one above."""
