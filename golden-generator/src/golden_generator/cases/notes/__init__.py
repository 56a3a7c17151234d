"""What the flags of a loss mean, for losses with many: the bug caught, and who decides."""
