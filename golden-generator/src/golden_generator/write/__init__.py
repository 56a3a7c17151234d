"""From torch's answers and their truths to files: fixtures, signatures, the manifest."""
