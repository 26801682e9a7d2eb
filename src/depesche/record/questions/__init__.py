"""Questions to the record, one module for each kind of entry."""
