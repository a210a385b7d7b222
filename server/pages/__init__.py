"""Pages of plain, complete HTML that work without a script."""
